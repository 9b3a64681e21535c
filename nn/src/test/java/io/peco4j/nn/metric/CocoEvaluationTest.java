package io.peco4j.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What must hold beside the reference's numbers, which the parity test has. */
final class CocoEvaluationTest {
    private static final CocoEvaluation EVALUATION = new CocoEvaluation(List.of(3, 8));

    private static TrueObject object(long image, int category, double x, boolean crowd) {
        return new TrueObject(image, category, new Rectangle(x, 0, 40, 40), 1600, crowd);
    }

    private static FoundObject found(long image, int category, double x, double score) {
        return new FoundObject(image, category, new Rectangle(x, 0, 40, 40), score);
    }

    @Property(tries = 50)
    void whoFindsAllAndNothingElseIsPerfect(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<TrueObject> objects = IntStream.range(0, 12)
                .mapToObj(i -> object(random.nextInt(4), random.nextBoolean() ? 3 : 8, 100 * i, false))
                .toList();
        List<FoundObject> found = objects.stream()
                .map(own -> new FoundObject(own.image(), own.category(), own.region(), random.nextDouble()))
                .toList();
        CocoScores scores = EVALUATION.evaluate(objects, found);
        assertThat(scores.averagePrecision(ObjectSize.ALL)).hasValue(1);
        assertThat(scores.averagePrecision(ObjectSize.MEDIUM)).hasValue(1);
        assertThat(scores.averagePrecision(ObjectSize.LARGE)).isEmpty();
        assertThat(scores.averageRecall(ObjectSize.ALL, 2)).hasValue(1);
    }

    /** Right, wrong, right: precision 1 up to half the objects, then 2/3; recalls 0 to 0.5 are 51 of 101 points. */
    @Example
    void averagePrecisionIsTheMeanOverRecalls() {
        CocoScores scores = EVALUATION.evaluate(
                List.of(object(1, 3, 0, false), object(2, 3, 0, false)),
                List.of(found(1, 3, 0, 0.9), found(1, 3, 500, 0.8), found(2, 3, 0, 0.7)));
        assertThat(scores.averagePrecision(0, 0).orElseThrow()).isCloseTo((51 + 50 * 2 / 3.0) / 101, within(1e-12));
        assertThat(scores.averageRecall(ObjectSize.ALL, 0)).hasValue(1);
    }

    @Example
    void aCrowdNeedNotBeFoundAndMayBeFoundOften() {
        List<TrueObject> objects = List.of(object(1, 3, 0, false), object(1, 3, 100, true));
        FoundObject right = found(1, 3, 0, 0.5);
        assertThat(EVALUATION.evaluate(objects, List.of(right)).averagePrecision(ObjectSize.ALL))
                .hasValue(1);
        assertThat(EVALUATION
                        .evaluate(objects, List.of(right, found(1, 3, 100, 0.9), found(1, 3, 101, 0.8)))
                        .averagePrecision(ObjectSize.ALL))
                .hasValue(1);
        assertThat(EVALUATION
                        .evaluate(objects, List.of(right, found(1, 3, 200, 0.9)))
                        .averagePrecision(ObjectSize.ALL))
                .hasValue(0.5);
    }

    @Example
    void whatIsInNoCategoryOrNowhereHasNoScore() {
        CocoScores scores = EVALUATION.evaluate(List.of(), List.of(found(1, 3, 0, 1), found(1, 99, 0, 1)));
        assertThat(scores.averagePrecision(ObjectSize.ALL)).isEmpty();
        assertThat(scores.summary()).hasSize(12).containsOnly(-1);
    }
}
