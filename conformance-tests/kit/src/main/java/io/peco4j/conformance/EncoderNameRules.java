package io.peco4j.conformance;

import static io.peco4j.conformance.Closeness.apart;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.conformance.pictures.Draw;
import io.peco4j.conformance.workbench.Drill;
import io.peco4j.conformance.workbench.Masks;
import io.peco4j.nn.GradientMode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The rules ENC-24 to ENC-28: masked features, what an encoder says of the names of its parameters, and how features
 * become tokens.
 */
public abstract sealed class EncoderNameRules extends EncoderStateRules permits EncoderSizeRules {
    /** Of the largest token: what the order of sums changes. */
    private static final double ROUNDING = 1e-3;

    EncoderNameRules() {}

    @Test
    @Rule("ENC-24")
    final void featuresSeeWhatTokensSee() {
        with((encoder, manager) -> {
            Masks masks = Masks.of(encoder, pictures(encoder, manager, Draw.photos(13, 2)), 13);
            NDArray plain = last(encoder, masks.images(), Masking.none());
            if (able(Ability.REPLACES_PATCHES)) {
                hides(encoder, masks, masks.replace());
                assertThat(apart(plain, last(encoder, masks.images(), masks.replaceNone())))
                        .as("how far apart features are where no patch is hidden, and where none is masked")
                        .isLessThanOrEqualTo(ROUNDING);
            } else {
                refuses(encoder, masks, masks.replace());
            }
            if (able(Ability.LEAVES_PATCHES_OUT)) {
                hides(encoder, masks, masks.keep());
                assertThat(apart(plain, last(encoder, masks.images(), masks.keepAll())))
                        .as("how far apart features are where all patches are kept, and where none is masked")
                        .isLessThanOrEqualTo(ROUNDING);
            } else {
                refuses(encoder, masks, masks.keep());
            }
        });
    }

    private static void hides(VisionEncoder encoder, Masks masks, Masking masking) {
        NDArray features = last(encoder, masks.images(), masking);
        int patches =
                masking instanceof Masking.Keep ? masks.kept() : encoder.grid().patches();
        assertThat(features.getShape())
                .as("features with a masking, (B, 1 + n, D), where n = " + patches + " patches are to come out")
                .isEqualTo(new Shape(2, 1 + patches, encoder.width()));
        NDArray others = masks.othersOutside();
        double seen = apart(encoder.encode(masks.images(), masking, false), encoder.encode(others, masking, false));
        if (seen == 0) {
            assertThat(apart(features, last(encoder, others, masking)))
                    .as("how far features depend on pixels of patches that the masking hides from the tokens")
                    .isZero();
        }
    }

    private static void refuses(VisionEncoder encoder, Masks masks, Masking masking) {
        assertThatThrownBy(() -> last(encoder, masks.images(), masking))
                .as("features with a masking that the encoder lacks, says lacks()")
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    @Rule("ENC-25")
    final void whatWeightDecaySparesIsNamed() {
        with((encoder, manager) -> {
            assertThat(encoder.trainable().keySet())
                    .as("names that weight decay spares are names of parameters")
                    .containsAll(encoder.withoutWeightDecay());
            assertThat(names(
                            encoder,
                            (name, tensor) -> tensor.getShape().dimension() < 2
                                    && !encoder.withoutWeightDecay().contains(name)))
                    .as("biases and factors of norms that weight decay does not spare")
                    .isEmpty();
        });
    }

    @Test
    @Rule("ENC-26")
    final void theFinalNormIsWhatFeaturesLack() {
        with((encoder, manager) -> {
            NDArray images = pictures(encoder, manager, Draw.photos(14, 2));
            assertThat(encoder.state().keySet())
                    .as("names of the final norm are names of the state")
                    .containsAll(encoder.finalNorm());
            Set<String> expected = new TreeSet<>(encoder.finalNorm());
            expected.retainAll(encoder.trainable().keySet());
            assertThat(unreached(encoder, () -> last(encoder, images, Masking.none())))
                    .as("parameters that no gradient of the features after the last block reaches, and finalNorm()")
                    .isEqualTo(expected);
        });
    }

    @Test
    @Rule("ENC-27")
    final void thePatchEmbeddingIsWhatPixelsPass() {
        with((encoder, manager) -> {
            Masks masks = Masks.of(encoder, pictures(encoder, manager, Draw.photos(15, 2)), 15);
            assertThat(encoder.state().keySet())
                    .as("names of the patch embedding are names of the state")
                    .containsAll(encoder.patchEmbedding());
            assertThat(encoder.patchEmbedding())
                    .as("names of the patch embedding")
                    .isNotEmpty();
            if (able(Ability.REPLACES_PATCHES)) {
                Set<String> expected = new TreeSet<>(encoder.patchEmbedding());
                expected.retainAll(encoder.trainable().keySet());
                assertThat(unreached(encoder, () -> encoder.encode(masks.images(), masks.replaceAll(), false)))
                        .as("parameters that no gradient reaches where all patches are hidden, and patchEmbedding()")
                        .isEqualTo(expected);
            }
        });
    }

    @Test
    @Rule("ENC-28")
    final void normalisedFeaturesAreTokens() {
        with((encoder, manager) -> {
            NDArray images = pictures(encoder, manager, Draw.photos(16, 2));
            NDArray tokens = encoder.encode(images, Masking.none(), false);
            // All of them: what an encoder makes of a single layer is the matter of another rule.
            List<Integer> layers =
                    IntStream.rangeClosed(1, encoder.depth()).boxed().toList();
            List<NDArray> features = encoder.features(images, layers, Masking.none(), false);
            NDArray normalised = encoder.normalised(features.get(features.size() - 1));
            // So is how many tokens there are.
            if (normalised.getShape().equals(tokens.getShape())) {
                assertThat(apart(normalised, tokens))
                        .as("how far normalised() takes the features after the last block from the tokens of encode()")
                        .isLessThanOrEqualTo(ROUNDING);
            }
        });
    }

    private static Set<String> unreached(VisionEncoder encoder, Supplier<NDArray> tokens) {
        encoder.trainable().values().forEach(tensor -> JniUtils.zeroGrad((PtNDArray) tensor));
        GradientMode.on(() -> {
            NDArray made = tokens.get();
            NDArray factors = made.getManager().randomNormal(made.getShape());
            JniUtils.backward((PtNDArray) made, (PtNDArray) factors, false, false);
        });
        return new TreeSet<>(names(encoder, (name, tensor) -> Drill.gradient(tensor) == 0));
    }

    private static NDArray last(VisionEncoder encoder, NDArray images, Masking masking) {
        return encoder.features(images, List.of(encoder.depth()), masking, false)
                .get(0);
    }
}
