package io.peco4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.task.Score;
import io.peco4j.conformance.pictures.ColourClasses;
import io.peco4j.conformance.stub.Sight;
import io.peco4j.conformance.workbench.Judgement;
import io.peco4j.conformance.workbench.Workbench;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The rules TSK-01 to TSK-20, and LRN-01 to LRN-19 for its learner, if it has one.
 *
 * <p>A task is given pictures whose class is their colour, and a tiny encoder or tokenizer that sees colours: what it
 * scores then follows from the key to the validation split. One that {@code @Reads} class maps or objects alone is given
 * drawn scenes, and declares that it scores no classes of whole pictures.
 *
 * <p>Override {@link #task()}, with options that make it small and without random changes of colour:
 *
 * <pre>{@code
 * final class KnnTest extends TaskConformance {
 *     @Override
 *     protected Component<DownstreamTask> task() {
 *         return Component.of(DownstreamTask.class, "acme.knn", ConfigFactory.parseString("k = [1, 5]"));
 *     }
 * }
 * }</pre>
 *
 * {@link #lacks()} says what it cannot do; {@link #perfectScore()}, {@link #chanceScore} and {@link #stepsToFit()} what
 * the kit cannot know. Every rule is a method: run one from the IDE, where inherited methods are listed under the
 * class, or with {@code mvn test -Dtest=KnnTest#scoresFollowFromTheSeed}. Rules that do not apply are reported as
 * skipped, with the reason.
 */
public abstract non-sealed class TaskConformance extends TaskScoreRules {
    /** As often as makes equal scores of guesses unlikely. */
    private static final int TIMES = 3;

    /** A class for one task. */
    protected TaskConformance() {}

    @Test
    @Rule("TSK-06")
    final void scoringChangesNoState() {
        assertThat(judged(dataset()).changed())
                .as("tensors of the encoder, the tokenizer or the task's learner that scoring changed")
                .isEmpty();
    }

    @Test
    @Rule("TSK-07")
    final void scoresFollowFromTheSeed() {
        boolean classes = able(Ability.SCORES_CLASSES);
        Dataset contested = classes ? ColourClasses.contested() : dataset();
        List<Score> first = judged(contested).scores();
        for (int time = 1; time < TIMES; time++) {
            assertThat(judged(contested).scores())
                    .as("scores of the same thing, judged again with the same seed"
                            + (classes ? "; of its pictures, each is in two classes" : ""))
                    .isEqualTo(first);
        }
    }

    @Test
    @Rule("TSK-08")
    final void dataThatItCannotScoreOnIsRefused() {
        Throwable thrown = catchThrowable(() -> {
            try (Workbench bench = bench(withoutValidation())) {
                made(bench, 1);
            }
        });
        if (able(Ability.USES_VALIDATION)) {
            assertThat(thrown)
                    .as("a data set without a validation split, handed to the constructor")
                    .isInstanceOf(InvalidInputException.class);
        } else {
            assertThat(thrown)
                    .as("a data set without a validation split, though lacks() says that it needs none")
                    .isNull();
        }
    }

    @Test
    @Rule("TSK-13")
    final void scoringEvaluates() {
        List<Sight> sights = judged(dataset()).sights();
        Applies.onlyIf(!sights.isEmpty(), "it asks the encoder nothing while it scores");
        assertThat(sights.stream().filter(Sight::training).count())
                .as("of " + sights.size()
                        + " passes of the encoder or its twin while it scores, those in training mode")
                .isZero();
    }

    @Test
    @Rule("TSK-16")
    final void theEncoderIsShownPictures() {
        List<Sight> sights = judged(dataset()).sights();
        Applies.onlyIf(!sights.isEmpty(), "it asks the encoder nothing while it scores");
        assertThat(sights.stream()
                        .flatMap(sight -> Sight.faults(sight.shape(), sight.pictures(), sight.size()).stream())
                        .distinct())
                .as("what is wrong with what the encoder or its twin is shown while the task scores, attacked or not")
                .isEmpty();
    }

    @Test
    @Rule("TSK-14")
    final void scoringLeavesNoTensorsOfExamples() {
        Applies.onlyIf(able(Ability.SCORES_CLASSES), "what it scores is no data set that the kit can enlarge");
        ColourClasses some = ColourClasses.honest();
        List<Judgement> judgements = judged(some, List.of(some, some.withMoreToScore()));
        assertThat(judgements.get(1).left())
                .as("tensors that are open after scoring, where there are three times as many examples")
                .isLessThanOrEqualTo(judgements.get(0).left());
    }
}
