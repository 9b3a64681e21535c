package io.peco4j.tokenizers.vqvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.data.Split;
import io.peco4j.api.model.CodebookNetwork;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Step;
import io.peco4j.nn.GradientMode;
import io.peco4j.tokenizers.objective.AdversarialObjective;
import io.peco4j.tokenizers.objective.AdversarialObjective.Game;
import io.peco4j.tokenizers.objective.AdversarialObjective.GeneratorWeight;
import io.peco4j.tokenizers.objective.ClassificationObjective;
import io.peco4j.tokenizers.objective.ContrastiveObjective;
import io.peco4j.tokenizers.vqvae.CodebookOptions.Quantizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The terms that bring networks of their own along, in the training of a small tokenizer. */
final class ObjectivesTest {
    private static final String PIXEL = "pixel";

    /** Classes without pictures. */
    private record Classes(List<String> classes) implements Dataset {
        @Override
        public List<Split> splits() {
            return List.of();
        }

        @Override
        public Class<? extends Example> exampleType() {
            return classes.isEmpty() ? Example.Image.class : Example.Labelled.class;
        }

        @Override
        public String fingerprint() {
            return "";
        }
    }

    private static CodebookObjective adversarial(
            Game loss, GeneratorWeight weight, long start, CodebookNetwork network, NetworkContext context) {
        return new AdversarialObjective(
                new AdversarialObjective.Options(0.4, loss, weight, start, 8, 2), network, context);
    }

    private static CodebookObjective classification(CodebookNetwork network, NetworkContext context) {
        return new ClassificationObjective(
                new ClassificationObjective.Options(1, 0), network, new Classes(List.of("dark", "light")), context);
    }

    private static CodebookObjective contrastive(CodebookNetwork network, NetworkContext context) {
        return new ContrastiveObjective(new ContrastiveObjective.Options(1, 0.2, 0.9, 0.2), network, context);
    }

    /** A bench with the pixel distance and one more term. */
    private static Bench bench(
            String id, BiFunction<CodebookNetwork, NetworkContext, CodebookObjective> maker, int seed) {
        Map<String, BiFunction<CodebookNetwork, NetworkContext, CodebookObjective>> makers = new LinkedHashMap<>();
        makers.put(PIXEL, (network, context) -> Bench.PIXEL);
        makers.put(id, maker);
        return Bench.making(makers, seed);
    }

    private static Map<String, NDArray> rows(Bench bench) {
        return Map.of(
                "image", bench.images(4, 16),
                "contrastive-view", bench.images(4, 16),
                "label", bench.manager().create(new long[] {0, 1, 0, 1}));
    }

    private static float metric(Bench bench, Learner learner, Map<String, NDArray> rows, String name, long step) {
        return Objects.requireNonNull(learner.objectives()
                        .get(0)
                        .loss(new Bench.Rows(bench.manager(), rows), new Step(step, 100, 0, bench.random()))
                        .metrics()
                        .get(name))
                .getFloat();
    }

    private static NDArray state(Learner learner, String name) {
        return Objects.requireNonNull(learner.state().get(name), name);
    }

    @ParameterizedTest
    @EnumSource(Game.class)
    void theDiscriminatorLearnsToTellReconstructions(Game loss) {
        try (Bench bench = bench(
                "adversarial",
                (network, context) -> adversarial(loss, GeneratorWeight.CONSTANT, 0, network, context),
                1)) {
            Learner learner = bench.tokenizer(Quantizer.EMA).learner().orElseThrow();
            Map<String, NDArray> rows = rows(bench);
            List<Float> first = bench.step(learner, rows, 0, 0.02f);
            List<Float> last = first;
            // Two networks play against each other: a single step may go either way, many do not.
            for (int i = 1; i < 60; i++) {
                last = bench.step(learner, rows, i, 0.02f);
            }
            assertThat(first).hasSize(2);
            assertThat(last.get(1)).isLessThan(0.8f * first.get(1));
        }
    }

    @Test
    void nothingHappensBeforeTheStartStep() {
        try (Bench bench = bench(
                "adversarial",
                (network, context) -> adversarial(Game.HINGE, GeneratorWeight.CONSTANT, 3, network, context),
                2)) {
            Learner learner = bench.tokenizer(Quantizer.EMA).learner().orElseThrow();
            Map<String, NDArray> rows = rows(bench);
            float[] before =
                    state(learner, "objectives.adversarial.main.0.weight").toFloatArray();
            for (int i = 0; i < 3; i++) {
                assertThat(bench.step(learner, rows, i, 0.02f).get(1)).isZero();
                assertThat(state(learner, "objectives.adversarial.main.0.weight")
                                .toFloatArray())
                        .isEqualTo(before);
            }
            assertThat(bench.step(learner, rows, 3, 0.02f).get(1)).isPositive();
            assertThat(state(learner, "objectives.adversarial.main.0.weight").toFloatArray())
                    .isNotEqualTo(before);
        }
    }

    @Test
    void theAdaptiveWeightPullsAtTheLastLayerAsTheOthersDo() {
        try (Bench bench = bench(
                "adversarial",
                (network, context) -> adversarial(Game.HINGE, GeneratorWeight.ADAPTIVE, 0, network, context),
                3)) {
            Learner learner = bench.tokenizer(Quantizer.EMA).learner().orElseThrow();
            Map<String, NDArray> metrics = learner.objectives()
                    .get(0)
                    .loss(gradients(bench), new Step(0, 100, 0, bench.random()))
                    .metrics();
            GradientMode.turnOff();
            assertThat(Objects.requireNonNull(metrics.get("adversarial-balance"))
                            .getFloat())
                    .isBetween(1e-3f, 1e4f);
            float first = bench.step(learner, rows(bench), 0, 0.01f).get(0);
            float last = first;
            for (int i = 1; i < 20; i++) {
                last = bench.step(learner, rows(bench), i, 0.01f).get(0);
            }
            assertThat(last).isFinite();
        }
    }

    private static Bench.Rows gradients(Bench bench) {
        GradientMode.turnOn();
        return new Bench.Rows(bench.manager(), rows(bench));
    }

    @Test
    void aTermCannotBeBalancedAgainstNothing() {
        try (Bench bench = Bench.making(
                Map.of(
                        "adversarial",
                        (network, context) -> adversarial(Game.HINGE, GeneratorWeight.ADAPTIVE, 0, network, context)),
                3)) {
            VqVaeTokenizer tokenizer = bench.tokenizer(Quantizer.EMA);
            assertThatThrownBy(tokenizer::learner)
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("PECO-162");
        }
    }

    @Test
    void picturesMayBeTooSmallForADiscriminator() {
        try (Bench bench = bench(
                "adversarial",
                (network, context) -> new AdversarialObjective(
                        new AdversarialObjective.Options(0.4, Game.VANILLA, GeneratorWeight.CONSTANT, 0, 8, 3),
                        network,
                        context),
                3)) {
            VqVaeTokenizer tokenizer = bench.tokenizer(Quantizer.EMA);
            assertThatThrownBy(tokenizer::learner)
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("PECO-161");
        }
    }

    @ParameterizedTest
    @EnumSource(Quantizer.class)
    void aClassifierOfCodewordsLearns(Quantizer quantizer) {
        try (Bench bench = bench("classification", ObjectivesTest::classification, 4)) {
            Learner learner = bench.tokenizer(quantizer).learner().orElseThrow();
            Map<String, NDArray> rows = rows(bench);
            float first = metric(bench, learner, rows, "classification", 0);
            for (int i = 0; i < 60; i++) {
                bench.step(learner, rows, i, 0.02f);
            }
            assertThat(metric(bench, learner, rows, "classification", 60)).isLessThan(0.95f * first);
        }
    }

    @Test
    void dataWithoutClassesIsRefused() {
        ClassificationObjective.Options options = new ClassificationObjective.Options(1, 0);
        assertThat(options.problems(new Classes(List.of())))
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("PECO-220"));
        assertThat(options.problems(new Classes(List.of("a", "b")))).isEmpty();
        try (Bench bench = bench("classification", ObjectivesTest::classification, 4)) {
            Learner learner = bench.tokenizer(Quantizer.EMA).learner().orElseThrow();
            Example bare = new Example.Image(new RgbImage(20, 20, new byte[1200]));
            assertThatThrownBy(() -> learner.preparation().prepare(bare, new SplittableRandom(1)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("PECO-220");
        }
    }

    @Test
    void theMomentumEncoderFollowsTheEncoder() {
        try (Bench bench = bench("contrastive", ObjectivesTest::contrastive, 5)) {
            Learner learner = bench.tokenizer(Quantizer.EMA).learner().orElseThrow();
            String name = "encoder.conv_in.weight";
            NDArray momentum = state(learner, "objectives.contrastive.momentum." + name);
            NDArray encoder = state(learner, name);
            assertThat(momentum).isEqualTo(encoder);
            float[] start = momentum.toFloatArray();
            bench.step(learner, rows(bench), 0, 0.02f);
            float[] moved = encoder.toFloatArray();
            float[] followed = momentum.toFloatArray();
            for (int i = 0; i < start.length; i++) {
                assertThat(followed[i]).isCloseTo(0.9f * start[i] + 0.1f * moved[i], within(1e-6f));
            }
            assertThat(moved).isNotEqualTo(start);
        }
    }

    @Test
    void contrastNeedsASecondViewAndSecondPictures() {
        try (Bench bench = bench("contrastive", ObjectivesTest::contrastive, 6)) {
            Learner learner = bench.tokenizer(Quantizer.EMA).learner().orElseThrow();
            byte[] pixels = new byte[1200];
            new SplittableRandom(2).nextBytes(pixels);
            Sample row = learner.preparation()
                    .prepare(new Example.Image(new RgbImage(20, 20, pixels)), new SplittableRandom(1));
            assertThat(row.fields()).containsOnlyKeys("image", "contrastive-view");
            Map<String, NDArray> one = Map.of(
                    "image", bench.images(1, 16),
                    "contrastive-view", bench.images(1, 16));
            assertThatThrownBy(() -> bench.step(learner, one, 0, 0.1f))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at least 2");
        }
    }

    @Test
    void aRestoredTrainingGoesOnInTheSameBytes() {
        try (Bench one = all(7);
                Bench two = all(8)) {
            Map<String, NDArray> rows = rows(one);
            Learner learner = one.tokenizer(Quantizer.EMA).learner().orElseThrow();
            for (int i = 0; i < 3; i++) {
                one.step(learner, rows, i, 0.01f);
            }
            Learner other = two.tokenizer(Quantizer.EMA).learner().orElseThrow();
            assertThat(other.state().keySet())
                    .containsExactlyElementsOf(learner.state().keySet());
            other.state().forEach((name, array) -> array.muli(0).addi(state(learner, name)));
            for (int i = 3; i < 6; i++) {
                assertThat(two.step(other, rows, i, 0.01f)).isEqualTo(one.step(learner, rows, i, 0.01f));
            }
            other.state().forEach((name, array) -> assertThat(array).as(name).isEqualTo(state(learner, name)));
        }
    }

    private static Bench all(int seed) {
        Map<String, BiFunction<CodebookNetwork, NetworkContext, CodebookObjective>> makers = new LinkedHashMap<>();
        makers.put(PIXEL, (network, context) -> Bench.PIXEL);
        makers.put("classification", ObjectivesTest::classification);
        makers.put("contrastive", ObjectivesTest::contrastive);
        makers.put(
                "adversarial",
                (network, context) -> adversarial(Game.VANILLA, GeneratorWeight.CONSTANT, 0, network, context));
        return Bench.making(makers, seed);
    }

    @Test
    void reconstructionsForOthersAreThoseOfTheTokenizer() {
        CodebookNetwork[] seen = new CodebookNetwork[1];
        try (Bench other = bench(
                "spy",
                (network, context) -> {
                    seen[0] = network;
                    return Bench.PIXEL;
                },
                9)) {
            VqVaeTokenizer same = other.tokenizer(Quantizer.EMA);
            assertThat(same.learner()).isPresent();
            NDArray images = other.manager().randomUniform(0, 1, new Shape(3, 3, 16, 16), DataType.FLOAT32);
            NDArray tokens = same.tokenize(images);
            NDArray seenByTerms =
                    Objects.requireNonNull(seen[0]).reconstruct(images).clip(0, 1);
            assertThat(seenByTerms.sub(same.reconstruct(tokens)).abs().max().getFloat())
                    .isLessThan(1e-4f);
            assertThat(seen[0].codewords(images).getShape()).isEqualTo(new Shape(3, 8, 4, 4));
        }
    }
}
