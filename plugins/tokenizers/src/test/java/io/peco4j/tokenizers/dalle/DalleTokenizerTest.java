package io.peco4j.tokenizers.dalle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.train.Learner;
import io.peco4j.dsl.options.OptionsBinder;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.dalle.DalleEncoder;
import io.peco4j.nn.weights.Safetensors;
import io.peco4j.tokenizers.vqvae.TestBench;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DalleTokenizerTest {
    private static final String SMALL = "image = 16, vocabulary = 16, hidden = 8, blocks = 1, initial = 8,"
            + " temperature.until = 0.5, divergence { weight = 0.1, until = 0.5 }";

    private static DalleOptions options(String written) {
        return OptionsBinder.bind(
                        DalleOptions.class, ConfigFactory.parseString(written), ConfigFactory.empty(), "tokenizer")
                .get();
    }

    @Test
    void trainingLowersTheLossAndLeavesAnAverageBehind() {
        try (TestBench bench = TestBench.of(1)) {
            DalleTokenizer tokenizer = new DalleTokenizer(options(SMALL + ", average = 0.5"), bench.context());
            Learner learner = tokenizer.learner().orElseThrow();
            NDArray images = bench.images(4, 16);
            Map<String, NDArray> state = learner.state();
            NDArray average = Objects.requireNonNull(state.get("decoder.blocks.output.conv.b"));
            NDArray trained = Objects.requireNonNull(state.get("trained.decoder.blocks.output.conv.b"));
            assertThat(average).isEqualTo(trained);
            float[] start = trained.toFloatArray();
            float first = bench.step(learner, images, 0, 0.02f);
            float[] moved = trained.toFloatArray();
            for (int i = 0; i < start.length; i++) {
                assertThat(average.toFloatArray()[i]).isCloseTo(0.1f * start[i] + 0.9f * moved[i], within(1e-6f));
            }
            float last = first;
            for (int i = 1; i < 60; i++) {
                last = bench.step(learner, images, i, 0.02f);
            }
            assertThat(last).isLessThan(first - 0.1f);
        }
    }

    @Test
    void aRestoredTrainingGoesOnInTheSameBytes() {
        try (TestBench one = TestBench.of(2);
                TestBench two = TestBench.of(3)) {
            NDArray images = one.images(3, 16);
            Learner learner =
                    new DalleTokenizer(options(SMALL), one.context()).learner().orElseThrow();
            Learner other =
                    new DalleTokenizer(options(SMALL), two.context()).learner().orElseThrow();
            for (int i = 0; i < 3; i++) {
                one.step(learner, images, i, 0.01f);
            }
            assertThat(other.state().keySet())
                    .containsExactlyElementsOf(learner.state().keySet());
            other.state()
                    .forEach((name, array) -> array.muli(0)
                            .addi(Objects.requireNonNull(learner.state().get(name))));
            for (int i = 3; i < 6; i++) {
                assertThat(two.step(other, images, i, 0.01f)).isEqualTo(one.step(learner, images, i, 0.01f));
            }
            other.state()
                    .forEach((name, array) ->
                            assertThat(array).as(name).isEqualTo(learner.state().get(name)));
        }
    }

    @Test
    void picturesBecomeTokensAndTokensPictures() {
        try (TestBench bench = TestBench.of(4)) {
            DalleTokenizer tokenizer = new DalleTokenizer(options(SMALL), bench.context());
            NDArray images = bench.manager().randomUniform(0, 1, new Shape(3, 3, 24, 16), DataType.FLOAT32);
            NDArray tokens = tokenizer.tokenize(images);
            assertThat(tokens.getShape()).isEqualTo(new Shape(3, 3, 2));
            NDArray pictures = tokenizer.reconstruct(tokens);
            assertThat(pictures.getShape()).isEqualTo(images.getShape());
            assertThat(pictures.min().getFloat()).isNotNegative();
            assertThat(pictures.max().getFloat()).isLessThanOrEqualTo(1);
            assertThat(tokenizer.tokenize(images.get("1:2"))).isEqualTo(tokens.get("1:2"));
            NDArray codewords = tokenizer.codewords(tokens);
            NDArray first = Objects.requireNonNull(tokenizer.state().get("decoder.blocks.input.w"));
            assertThat(codewords.getShape()).isEqualTo(new Shape(3, 3, 2, 8));
            long token = tokens.toLongArray()[0];
            assertThat(codewords.get("0, 0, 0").toFloatArray())
                    .isEqualTo(first.reshape(8, 16).get(":, " + token).toFloatArray());
        }
    }

    @Test
    void weightsOfBothHalvesAreReadFromFiles(@TempDir Path folder) {
        try (TestBench one = TestBench.of(5);
                TestBench two = TestBench.of(6)) {
            DalleTokenizer trained = new DalleTokenizer(options(SMALL), one.context());
            Path encoder = folder.resolve("encoder.safetensors");
            Path decoder = folder.resolve("decoder.safetensors");
            Safetensors.write(encoder, under("encoder.", trained.state()), Map.of());
            Safetensors.write(decoder, under("decoder.", trained.state()), Map.of());
            String files = ", weights { encoder = \"" + encoder + "\", decoder = \"" + decoder + "\" }";
            DalleTokenizer read = new DalleTokenizer(options(SMALL + files), two.context());
            NDArray images = one.images(2, 16);
            assertThat(read.learner()).isEmpty();
            assertThat(read.tokenize(images)).isEqualTo(trained.tokenize(images));
            assertThat(read.reconstruct(read.tokenize(images))).isEqualTo(trained.reconstruct(read.tokenize(images)));
        }
    }

    private static Map<String, NDArray> under(String prefix, Map<String, NDArray> state) {
        Map<String, NDArray> found = new LinkedHashMap<>();
        state.forEach((name, array) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), array);
            }
        });
        return found;
    }

    @Test
    void oneHalfAloneIsAContradiction() {
        assertThatThrownBy(() ->
                        new DalleWeights(java.util.Optional.of(Path.of("encoder.pkl")), java.util.Optional.empty()))
                .hasMessageContaining("weights.decoder is missing");
    }

    /** DALL-E, appendix A.2: 1 to 1/16 over 150,000 of 3,000,000 updates; 6.6 after 5,000; the defaults are so. */
    @Test
    void theSchedulesAreDallEs() {
        DalleOptions options = options("image = 112");
        assertThat(options.temperature().at(0)).isEqualTo(1);
        assertThat(options.temperature().at(0.025)).isCloseTo((1 + 0.0625) / 2, within(1e-12));
        assertThat(options.temperature().at(150_000 / 3e6)).isCloseTo(0.0625, within(1e-12));
        assertThat(options.divergence().at(0)).isZero();
        assertThat(options.divergence().at(2_500 / 3e6)).isCloseTo(3.3 / 192, within(1e-5));
        assertThat(options.divergence().at(0.5)).isEqualTo(6.6 / 192);
        assertThat(options("preset = tiny, image = 32").vocabulary()).isEqualTo(512);
    }

    @Test
    void thePublishedEncoderHasItsCost() {
        try (TestBench bench = TestBench.of(7)) {
            DalleTokenizer tokenizer = new DalleTokenizer(options("preset = paper, image = 112"), bench.context());
            assertThat(
                            Parameters.state(new DalleEncoder(
                                            bench.context(),
                                            options("image = 112").shape()))
                                    .values()
                                    .stream()
                                    .mapToLong(NDArray::size)
                                    .sum())
                    .isEqualTo(53_786_240);
            assertThat(tokenizer.flopsPerImage() / 2e9).isCloseTo(26.1, within(0.1));
        }
    }
}
