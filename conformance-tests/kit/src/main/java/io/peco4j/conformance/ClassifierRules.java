package io.peco4j.conformance;

import static io.peco4j.conformance.Closeness.apart;
import static io.peco4j.conformance.Closeness.finite;
import static io.peco4j.conformance.Closeness.row;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Sample;
import io.peco4j.api.data.Split;
import io.peco4j.api.model.ImageClassifier;
import io.peco4j.conformance.pictures.ColourClasses;
import io.peco4j.conformance.pictures.Draw;
import io.peco4j.conformance.workbench.Drill;
import io.peco4j.conformance.workbench.Slope;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.Resize;
import io.peco4j.nn.weights.Weights;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules TSK-09 to TSK-12, for the classifier that a task gives. Without one, they do not apply. */
public interface ClassifierRules {
    /**
     * What is tried.
     *
     * @param classifier of the task
     * @param dataset that it learned from, and scored
     * @param draws makes pictures of its size on a manager of the trial
     */
    record Tried(ImageClassifier classifier, ColourClasses dataset, Drawer draws) {}

    /** Makes pictures. */
    @FunctionalInterface
    interface Drawer {
        NDArray of(List<Sample> rows);
    }

    /** Whether the task gives its classifier, as far as its author says: {@link Ability#GIVES_CLASSIFIER}. */
    boolean givesClassifier();

    /** Runs a test on a task's classifier after training and scoring; false if there is none. */
    boolean classified(long seed, Consumer<Tried> test);

    /** The same for a task that was made only, as one is whose weights will be restored. */
    void unclassified(long seed, Consumer<Tried> test);

    @Test
    @Rule("TSK-09")
    default void logitsSayWhatTheTaskLearned() {
        boolean gives = classified(1, tried -> {
            Split split = tried.dataset().split(ColourClasses.VALIDATION);
            NDArray images = tried.draws().of(rows(split, tried.classifier()));
            NDArray logits = tried.classifier().logits(images, false);
            int classes = tried.dataset().classes().size();
            assertThat(tried.classifier().classes())
                    .as("classes of the classifier, (B, classes)")
                    .isEqualTo(classes);
            assertThat(logits.getDataType()).as("type of logits").isEqualTo(DataType.FLOAT32);
            assertThat(logits.getShape()).as("logits, (B, classes)").isEqualTo(new Shape(split.size(), classes));
            assertThat(finite(List.of(logits))).as("logits are finite").isTrue();
            long right = IntStream.range(0, split.size())
                    .filter(i ->
                            row(logits, i).argMax(1).toLongArray()[0] == ((Example.Labelled) split.example(i)).label())
                    .count();
            assertThat(100.0 * right / split.size())
                    .as("per cent of pictures whose likeliest class is what the task learned")
                    .isGreaterThanOrEqualTo(99);
        });
        assertThat(gives)
                .as("whether the task's classifier is there after training and scoring, says lacks()")
                .isEqualTo(givesClassifier());
    }

    @Test
    @Rule("TSK-10")
    default void logitsHaveTheGradientOfThePictures() {
        classified(1, tried -> {
            NDArray images = pictures(tried, 2);
            NDArray weights = images.getManager()
                    .create(new float[] {1, -0.5f, 0.25f, -0.75f})
                    .reshape(1, 4);
            assertThat(Slope.contradictions(
                            x -> tried.classifier()
                                    .logits(x, false)
                                    .mul(weights)
                                    .sum(),
                            images,
                            3,
                            1e-2,
                            0.1))
                    .as("where differences contradict the gradient of the logits with respect to the pictures")
                    .isEmpty();
        });
    }

    @Test
    @Rule("TSK-11")
    default void logitsDoNotDependOnTheRestOfTheBatch() {
        classified(1, tried -> {
            NDArray images = pictures(tried, 4);
            Map<String, List<Float>> before = Drill.numbers(tried.classifier().state());
            NDArray together = tried.classifier().logits(images, false);
            assertThat(apart(together, tried.classifier().logits(images, false)))
                    .as("how far apart logits of the same pictures are in evaluation, asked for twice")
                    .isZero();
            for (int i = 0; i < 4; i++) {
                assertThat(apart(row(together, i), tried.classifier().logits(row(images, i), false)))
                        .as("how far the logits of a picture depend on the others of the batch")
                        .isLessThanOrEqualTo(1e-3);
            }
            assertThat(Drill.differing(before, Drill.numbers(tried.classifier().state())))
                    .as("parts of the state that changed while logits were asked for")
                    .isEmpty();
        });
    }

    @Test
    @Rule("TSK-12")
    default void theStateIsAllThatMakesAClassifier() {
        classified(
                1,
                source -> unclassified(2, copy -> {
                    Weights.copyInto(
                            copy.classifier().state(), source.classifier().state());
                    assertThat(apart(
                                    source.classifier().logits(pictures(source, 2), false),
                                    copy.classifier().logits(pictures(copy, 2), false)))
                            .as("how far apart logits are after the classifier's state was written into a fresh one")
                            .isZero();
                }));
    }

    private static NDArray pictures(Tried tried, int count) {
        List<Sample> rows = Draw.photos(5, count)
                .images(Math.max(
                        tried.classifier().imageSize().height(),
                        tried.classifier().imageSize().width()))
                .stream()
                .map(image -> Sample.of("image", fitting(tried.classifier()).apply(image)))
                .toList();
        return tried.draws().of(rows);
    }

    private static List<Sample> rows(Split split, ImageClassifier classifier) {
        return IntStream.range(0, split.size())
                .mapToObj(i -> Sample.of(
                        "image", fitting(classifier).apply(split.example(i).image())))
                .toList();
    }

    private static Resize fitting(ImageClassifier classifier) {
        return new Resize(classifier.imageSize().width(), classifier.imageSize().height(), Filter.BICUBIC);
    }
}
