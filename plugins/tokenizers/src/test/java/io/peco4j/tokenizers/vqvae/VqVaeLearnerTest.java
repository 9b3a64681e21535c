package io.peco4j.tokenizers.vqvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Step;
import io.peco4j.tokenizers.shared.TrainingView;
import io.peco4j.tokenizers.vqvae.CodebookOptions.Quantizer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class VqVaeLearnerTest {
    /** Half of the mean of the reconstruction; counts its calls, brings a group and an adversary along. */
    private static final class Extra implements CodebookObjective {
        private final double weight;
        private int calls;

        Extra(double weight) {
            this.weight = weight;
        }

        @Override
        public double weight() {
            return weight;
        }

        @Override
        public NDArray term(Reconstruction reconstruction, Step step) {
            calls++;
            return reconstruction.reconstructed().mean();
        }

        @Override
        public List<ParameterGroup> groups() {
            return List.of(new ParameterGroup("extra", Map.of(), 1, true));
        }

        @Override
        public List<Objective> adversaries() {
            return List.of(new Adversary());
        }
    }

    private record Adversary() implements Objective {
        @Override
        public String name() {
            return "adversary";
        }

        @Override
        public List<ParameterGroup> groups() {
            return List.of();
        }

        @Override
        public Loss loss(Batch batch, Step step) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void theLossIsTheWeightedSumOfItsTerms() {
        try (Bench bench = Bench.with(Map.of("pixel", Bench.PIXEL, "acme.extra", new Extra(3)), 1)) {
            Loss loss = loss(bench, bench.tokenizer(Quantizer.EMA).learner().orElseThrow());
            Map<String, NDArray> metrics = loss.metrics();
            assertThat(metrics).containsOnlyKeys("pixel", "acme.extra", "quantizer", "perplexity");
            assertThat(loss.value().getFloat())
                    .isCloseTo(
                            number(metrics, "quantizer") + number(metrics, "pixel") + 3 * number(metrics, "acme.extra"),
                            within(1e-5f));
            assertThat(number(metrics, "perplexity")).isBetween(1f, 32f);
        }
    }

    @Test
    void aTermOfWeightZeroIsNotComputed() {
        Extra extra = new Extra(0);
        try (Bench bench = Bench.with(Map.of("pixel", Bench.PIXEL, "acme.extra", extra), 1)) {
            Loss loss = loss(bench, bench.tokenizer(Quantizer.EMA).learner().orElseThrow());
            assertThat(loss.metrics()).doesNotContainKey("acme.extra");
            assertThat(extra.calls).isZero();
        }
    }

    @Test
    void termsBringTheirGroupsAndAdversaries() {
        try (Bench bench = Bench.with(Map.of("acme.extra", new Extra(1)), 1)) {
            List<Objective> objectives =
                    bench.tokenizer(Quantizer.EMA).learner().orElseThrow().objectives();
            assertThat(objectives).extracting(Objective::name).containsExactly("vqvae", "adversary");
            assertThat(objectives.get(0).groups())
                    .extracting(ParameterGroup::name)
                    .contains("extra");
        }
    }

    @Test
    void everyTrainableTensorIsInOneGroupAndAMovingAverageInNone() {
        try (Bench bench = Bench.pixel(1)) {
            VqVaeTokenizer tokenizer = bench.tokenizer(Quantizer.EMA);
            List<String> grouped = tokenizer.learner().orElseThrow().objectives().get(0).groups().stream()
                    .flatMap(group -> group.parameters().keySet().stream())
                    .toList();
            assertThat(grouped).doesNotHaveDuplicates();
            assertThat(tokenizer.state().keySet().stream().filter(name -> !name.startsWith("quantize.")))
                    .containsExactlyInAnyOrderElementsOf(grouped);
        }
    }

    @Test
    void theViewIsAFunctionOfItsRandomnessAndKeepsTheLabel() {
        byte[] pixels = new byte[3 * 40 * 30];
        new SplittableRandom(1).nextBytes(pixels);
        Example example = new Example.Labelled(new RgbImage(40, 30, pixels), 7);
        TrainingView view = TrainingView.of(16, 0.2);
        Sample first = view.prepare(example, new SplittableRandom(3));
        Sample again = view.prepare(example, new SplittableRandom(3));
        Sample other = view.prepare(example, new SplittableRandom(4));
        assertThat(picture(first).width()).isEqualTo(16);
        assertThat(picture(first).rgb())
                .isEqualTo(picture(again).rgb())
                .isNotEqualTo(picture(other).rgb());
        assertThat(first.fields()).containsKey(Sample.LABEL);
        assertThat(view.prepare(new Example.Image(example.image()), new SplittableRandom(3))
                        .fields())
                .containsOnlyKeys("image");
    }

    @Test
    void optionsThatContradictEachOtherAreRefused() {
        VqVaeOptions fine = Bench.options(Quantizer.EMA, "pixel");
        assertThatThrownBy(() -> new VqVaeOptions(
                        18,
                        fine.codebook(),
                        false,
                        fine.encoder(),
                        fine.decoder(),
                        fine.vit(),
                        32,
                        fine.multipliers(),
                        16,
                        32,
                        1,
                        1,
                        true,
                        fine.objectives(),
                        0.2,
                        fine.weights(),
                        fine.recipe()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("image = 18");
        assertThatThrownBy(() -> new VqVaeOptions(
                        16,
                        fine.codebook(),
                        false,
                        fine.encoder(),
                        fine.decoder(),
                        fine.vit(),
                        48,
                        fine.multipliers(),
                        16,
                        32,
                        1,
                        1,
                        true,
                        fine.objectives(),
                        0.2,
                        fine.weights(),
                        fine.recipe()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("multiple of norm-groups = 32");
    }

    private static Loss loss(Bench bench, Learner learner) {
        Batch batch = new Bench.Rows(bench.manager(), Map.of("image", bench.images(2, 16)));
        return learner.objectives().get(0).loss(batch, new Step(0, 1, 0, bench.random()));
    }

    private static RgbImage picture(Sample sample) {
        return ((Sample.Picture) Objects.requireNonNull(sample.fields().get(Sample.IMAGE))).image();
    }

    private static float number(Map<String, NDArray> metrics, String name) {
        return Objects.requireNonNull(metrics.get(name)).getFloat();
    }
}
