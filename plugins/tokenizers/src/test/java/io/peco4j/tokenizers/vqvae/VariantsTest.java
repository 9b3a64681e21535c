package io.peco4j.tokenizers.vqvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Split;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Step;
import io.peco4j.dsl.options.OptionsBinder;
import io.peco4j.nn.vq.VqModel;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PeCo's encoders, decoders and presets, as a study asks for them. */
final class VariantsTest {
    private static final String SMALL = "image = 16, codebook { size = 32, dimension = 8 }, channels = 64,"
            + " multipliers = [1, 1, 2], latent = 16, norm-groups = 16, residual-blocks = 1, decoder-residual-blocks = 2,"
            + " vit { size = tiny, depth = 1 }";

    private static Validation<Seq<Problem>, VqVaeOptions> bind(String written) {
        return OptionsBinder.bind(
                VqVaeOptions.class, ConfigFactory.parseString(written), ConfigFactory.parseString("image = 224"), "t");
    }

    private static VqVaeOptions options(String written) {
        return bind(written).get();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lite = true",
                "decoder = half-channels",
                "decoder = half-depth",
                "decoder = vit",
                "encoder = vit",
                "encoder = vit, decoder = vit"
            })
    void eachVariantLearnsAndIsCheaper(String variant) {
        try (Bench bench = Bench.pixel(1)) {
            VqVaeTokenizer full = new VqVaeTokenizer(options(SMALL), bench);
            VqVaeTokenizer tokenizer = new VqVaeTokenizer(options(SMALL + ", " + variant), bench);
            Learner learner = tokenizer.learner().orElseThrow();
            NDArray images = bench.images(4, 16);
            assertThat(tokenizer.tokenize(images).getShape()).isEqualTo(new Shape(4, 4, 4));
            assertThat(tokenizer.reconstruct(tokenizer.tokenize(images)).getShape())
                    .isEqualTo(images.getShape());
            float first = bench.step(learner, images, 0, 0.01f);
            float last = first;
            for (int i = 1; i < 25; i++) {
                last = bench.step(learner, images, i, 0.01f);
            }
            assertThat(last).isLessThan(0.8f * first);
            assertThat(learner.flopsPerExample())
                    .isPositive()
                    .isLessThan(full.learner().orElseThrow().flopsPerExample());
        }
    }

    @Test
    void weightDecayReachesLinearMapsToo() {
        try (Bench bench = Bench.pixel(1)) {
            VqVaeTokenizer tokenizer = new VqVaeTokenizer(
                    options(SMALL + ", encoder = vit, decoder = vit, codebook.quantizer = gradient"), bench);
            Map<Boolean, Set<String>> names = tokenizer.learner().orElseThrow().objectives().get(0).groups().stream()
                    .collect(Collectors.toMap(
                            ParameterGroup::weightDecay,
                            group -> group.parameters().keySet()));
            assertThat(names.get(true))
                    .contains("encoder.trunk.blocks.0.attn.qkv.weight", "decoder.to_pixels.weight", "quant_conv.weight")
                    .noneMatch(name -> name.endsWith("bias") || name.contains("norm"));
            assertThat(names.get(false))
                    .contains("quantize.embedding.weight", "decoder.pos_embed", "encoder.trunk.cls_token");
        }
    }

    @Test
    void aPassWithFewerPicturesThanATermNeedsIsRefused() {
        Term pair = new Term("pair", "pair", new CodebookObjective() {
            @Override
            public double weight() {
                return 1;
            }

            @Override
            public NDArray term(Reconstruction reconstruction, Step step) {
                throw new UnsupportedOperationException();
            }

            @Override
            public int fewestPictures() {
                return 2;
            }
        });
        try (Bench bench = Bench.pixel(1)) {
            VqModel model = VqVaeNetwork.of(options(SMALL), bench);
            for (String batch : List.of("batch = 8, micro-batch = 1", "batch = 9, micro-batch = 4", "batch = 1")) {
                assertThatThrownBy(() -> new VqVaeLearner(options(SMALL + ", " + batch), model, List.of(pair)))
                        .as(batch)
                        .hasMessageContaining("PECO-163");
            }
            new VqVaeLearner(options(SMALL + ", batch = 10, micro-batch = 4"), model, List.of(pair));
        }
    }

    /** PAPER: the lite tokenizer has a quarter of the operations; 46.2 and 105.7 GMAC become 11.8 and 26.6. */
    @Test
    void liteCostsAQuarterOfTheFullTokenizer() {
        try (Bench bench = Bench.pixel(1)) {
            String base =
                    "image = 64, codebook { size = 32, dimension = 8 }, norm-groups = 8, latent = 32, channels = 64,"
                            + " multipliers = [1, 1, 2]";
            double full = cost(bench, base);
            double lite = cost(bench, base + ", lite = true");
            double halfChannels = cost(bench, base + ", decoder = half-channels");
            double halfDepth = cost(bench, base + ", decoder = half-depth");
            assertThat(lite / full).isCloseTo(0.25, within(0.02));
            assertThat(halfChannels).isBetween(lite, full);
            assertThat(halfDepth).isBetween(lite, full);
        }
    }

    private static double cost(Bench bench, String written) {
        return new VqVaeTokenizer(options(written), bench)
                .learner()
                .orElseThrow()
                .flopsPerExample();
    }

    @Test
    void presetsSetWhatIsNotWritten() {
        assertThat(options("preset = paper")).isEqualTo(options("micro-batch = 4"));
        VqVaeOptions tiny = options("preset = tiny, image = 48, codebook.size = 256");
        assertThat(tiny.codebook().size()).isEqualTo(256);
        assertThat(tiny.codebook().dimension()).isEqualTo(32);
        assertThat(tiny.codebook().commitment()).isEqualTo(0.25);
        assertThat(tiny.image()).isEqualTo(48);
        assertThat(tiny.recipe().update().beta1()).isEqualTo(0.5);
        assertThat(tiny.downsampling()).isEqualTo(8);
        VqVaeOptions eight = options("preset = paper-8x");
        assertThat(eight.image()).isEqualTo(112);
        assertThat(eight.downsampling()).isEqualTo(8);
        assertThat(options("preset = small").downsampling()).isEqualTo(16);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image = 8 ! smaller than the 16 pixels",
                "image = 100 ! not a multiple of the 16 pixels",
                "lite = true, decoder = half-channels ! halved decoder has 16 channels",
                "lite = true, encoder = vit, decoder = vit ! vit.size = small",
                "multipliers = [] ! 0 stages",
                "objectives = [] ! nothing would train",
                "channels = 20 ! multiple of norm-groups"
            })
    void contradictionsAreToldBeforeTraining(String written) {
        String[] parts = written.split(" ! ");
        assertThat(bind(parts[0]).getError()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("PECO-109");
            assertThat(problem.remedy()).contains(parts[1]);
        });
    }

    @Test
    void aCodebookLargerThanItsTrainingVectorsIsAProblem() {
        VqVaeOptions options = options("image = 32, codebook.size = 41");
        assertThat(options.problems(new Pictures(10))).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("PECO-160");
            assertThat(problem.what()).contains("codebook.size = 41", "the 40 vectors");
        });
        assertThat(options.problems(new Pictures(11))).isEmpty();
    }

    @Test
    void aTransformerKeepsToItsPictureSize() {
        try (Bench bench = Bench.pixel(1)) {
            VqVaeTokenizer tokenizer = new VqVaeTokenizer(options(SMALL + ", encoder = vit"), bench);
            NDArray images = bench.images(2, 24);
            assertThatThrownBy(() -> tokenizer.tokenize(images))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("16 pixels");
        }
    }

    /** So many pictures that nobody reads. */
    private record Pictures(int count) implements Dataset {
        @Override
        public List<Split> splits() {
            return List.of(new Unread(count));
        }

        @Override
        public List<String> classes() {
            return List.of();
        }

        @Override
        public Class<? extends Example> exampleType() {
            return Example.Image.class;
        }

        @Override
        public String fingerprint() {
            return "";
        }
    }

    private record Unread(int size) implements Split {
        @Override
        public String name() {
            return Dataset.TRAIN;
        }

        @Override
        public Example example(int index) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String label(int index) {
            throw new UnsupportedOperationException();
        }
    }
}
