package io.peco4j.conformance;

import static io.peco4j.conformance.Closeness.apart;
import static io.peco4j.conformance.Closeness.finite;
import static io.peco4j.conformance.Closeness.largest;
import static io.peco4j.conformance.Closeness.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.conformance.pictures.Draw;
import io.peco4j.conformance.workbench.Masks;
import java.util.List;
import java.util.function.BiConsumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/**
 * The rules ENC-01 to ENC-28; here those of tokens and masks, ENC-01 to ENC-09.
 *
 * <p>Override {@link #encoder()}, with options that make it small:
 *
 * <pre>{@code
 * final class SwinTest extends EncoderConformance {
 *     @Override
 *     protected Component<VisionEncoder> encoder() {
 *         return Component.of(VisionEncoder.class, "acme.swin", ConfigFactory.parseString("depth = 2, image = 32"));
 *     }
 * }
 * }</pre>
 *
 * {@link #lacks()} says what it cannot do. Every rule is a method: run one from the IDE, where inherited methods are
 * listed under the class, or with {@code mvn test -Dtest=SwinTest#patchesTileThePicture}. Rules that do not apply are
 * reported as skipped, with the reason.
 */
public abstract non-sealed class EncoderConformance extends EncoderSizeRules {
    /** Of the largest token: what the order of sums changes. */
    private static final double ROUNDING = 1e-3;

    /** A class for one encoder. */
    protected EncoderConformance() {}

    @Test
    @Rule("ENC-01")
    final void patchesTileThePicture() {
        with((encoder, manager) -> {
            assertThat(encoder.patchSize()).as("pixels along a patch").isPositive();
            assertThat(encoder.imageSize())
                    .as("patches of " + encoder.patchSize() + " tile the pictures")
                    .matches(size -> size.isMultipleOf(encoder.patchSize()));
            assertThat(encoder.grid())
                    .as("patches of a picture")
                    .isEqualTo(encoder.imageSize().grid(encoder.patchSize()));
            assertThat(encoder.width()).as("channels of a token").isPositive();
            assertThat(encoder.depth()).as("number of blocks").isPositive();
            double flops = encoder.flopsPerImage();
            assertThat(flops).as("operations per picture").isNotNegative();
            assertThat(encoder.flopsPerImage(encoder.imageSize(), encoder.grid().patches()))
                    .as("operations per picture of its own size, all patches visible")
                    .isEqualTo(flops);
            assertThat(encoder.flopsPerImage(encoder.imageSize(), 1))
                    .as("operations per picture with one visible patch")
                    .isBetween(0.0, flops);
        });
    }

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    @Rule("ENC-02")
    final void tokensAreTheClassAndThePatches(@ForAll("draws") Draw draw) {
        with((encoder, manager) -> {
            Masks masks = Masks.of(encoder, pictures(encoder, manager, draw), draw.seed());
            for (Masking masking : maskings(masks)) {
                int patches = masking instanceof Masking.Keep ? masks.kept() : patches(encoder);
                NDArray tokens = encoder.encode(masks.images(), masking, false);
                assertThat(tokens.getDataType()).as("type of tokens").isEqualTo(DataType.FLOAT32);
                assertThat(tokens.getShape())
                        .as("(B, 1 + n, D), where n = " + patches + " patches are to come out")
                        .isEqualTo(new Shape(draw.size(), 1 + patches, encoder.width()));
                assertThat(finite(List.of(tokens))).as("tokens are finite").isTrue();
            }
        });
    }

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    @Rule("ENC-03")
    final void featuresFollowTheLayersAskedFor(@ForAll("draws") Draw draw) {
        with((encoder, manager) -> {
            NDArray images = pictures(encoder, manager, draw);
            List<NDArray> all = encoder.features(images, layers(encoder), Masking.none(), false);
            assertThat(all)
                    .as("tokens after each of " + encoder.depth() + " blocks, (B, 1 + N, D)")
                    .hasSize(encoder.depth())
                    .allMatch(tokens ->
                            tokens.getShape().equals(new Shape(draw.size(), 1 + patches(encoder), encoder.width())));
            for (int layer : layers(encoder)) {
                List<NDArray> one = encoder.features(images, List.of(layer), Masking.none(), false);
                assertThat(one).as("tokens after block " + layer + " alone").hasSize(1);
                assertThat(apart(all.get(layer - 1), one.get(0)))
                        .as("how far the tokens after block " + layer + " depend on what else is asked for")
                        .isLessThanOrEqualTo(ROUNDING);
            }
        });
    }

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    @Rule("ENC-04")
    final void equalPicturesHaveEqualTokens(@ForAll("draws") Draw draw) {
        with((encoder, manager) -> {
            NDArray images = pictures(encoder, manager, draw);
            assertThat(apart(
                            encoder.encode(images, Masking.none(), false),
                            encoder.encode(images, Masking.none(), false)))
                    .as("how far apart tokens of the same pictures are in evaluation, asked for twice")
                    .isZero();
        });
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    @Rule("ENC-05")
    final void tokensDoNotDependOnTheRestOfTheBatch(@ForAll("several") Draw draw) {
        with((encoder, manager) -> {
            NDArray images = pictures(encoder, manager, draw);
            NDArray together = encoder.encode(images, Masking.none(), false);
            for (int i = 0; i < draw.size(); i++) {
                NDArray single = encoder.encode(row(images, i), Masking.none(), false);
                assertThat(apart(row(together, i), single))
                        .as("how far the tokens of a picture depend on the others of the batch")
                        .isLessThanOrEqualTo(ROUNDING);
            }
        });
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    @Rule("ENC-06")
    final void tokensComeOutInTheOrderOfKeptPatches(@ForAll("draws") Draw draw) {
        masked(Ability.LEAVES_PATCHES_OUT, draw, (encoder, masks) -> {
            NDArray images = masks.images();
            NDArray kept = encoder.encode(images, masks.keep(), false);
            NDArray backwards = encoder.encode(images, masks.keepBackwards(), false);
            assertThat(apart(kept, Masks.backwards(backwards)))
                    .as("how far tokens of kept patches depend on the order in which they are kept")
                    .isLessThanOrEqualTo(ROUNDING);
            assertThat(apart(
                            encoder.encode(images, Masking.none(), false),
                            encoder.encode(images, masks.keepAll(), false)))
                    .as("how far apart tokens are where all patches are kept, and where none is masked")
                    .isLessThanOrEqualTo(ROUNDING);
        });
    }

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    @Rule("ENC-07")
    final void patchesLeftOutAreNotSeen(@ForAll("draws") Draw draw) {
        masked(
                Ability.LEAVES_PATCHES_OUT,
                draw,
                (encoder, masks) -> assertThat(apart(
                                encoder.encode(masks.images(), masks.keep(), false),
                                encoder.encode(masks.othersOutside(), masks.keep(), false)))
                        .as("how far tokens depend on pixels of patches that are left out")
                        .isZero());
    }

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    @Rule("ENC-08")
    final void replacedPatchesAreNotSeen(@ForAll("draws") Draw draw) {
        masked(Ability.REPLACES_PATCHES, draw, (encoder, masks) -> {
            NDArray tokens = encoder.encode(masks.images(), masks.replace(), false);
            assertThat(apart(tokens, encoder.encode(masks.othersOutside(), masks.replace(), false)))
                    .as("how far tokens depend on pixels of hidden patches")
                    .isZero();
            assertThat(apart(
                            encoder.encode(masks.images(), Masking.none(), false),
                            encoder.encode(masks.images(), masks.replaceNone(), false)))
                    .as("how far apart tokens are where no patch is hidden, and where none is masked")
                    .isLessThanOrEqualTo(ROUNDING);
        });
    }

    @Test
    @Rule("ENC-09")
    final void theTokenStandsForHiddenPatches() {
        masked(Ability.REPLACES_PATCHES, Draw.photos(1, 2), (encoder, masks) -> {
            NDArray tokens = encoder.encode(masks.images(), masks.replace(), false);
            assertThat(apart(tokens, encoder.encode(masks.images(), masks.replaceByAnother(), false)))
                    .as("how far tokens depend on the one that replaces hidden patches")
                    .isPositive();
            assertThat(largest(masks.gradientOfToken(encoder)))
                    .as("largest gradient that reaches the token in place of hidden patches")
                    .isPositive()
                    .isFinite();
        });
    }

    private static int patches(VisionEncoder encoder) {
        return encoder.grid().patches();
    }

    /** A test of a masking, or of its refusal. */
    private void masked(Ability ability, Draw draw, BiConsumer<VisionEncoder, Masks> test) {
        with((encoder, manager) -> {
            Masks masks = Masks.of(encoder, pictures(encoder, manager, draw), draw.seed());
            if (able(ability)) {
                test.accept(encoder, masks);
                return;
            }
            Masking masking = ability == Ability.REPLACES_PATCHES ? masks.replace() : masks.keep();
            assertThatThrownBy(() -> encoder.encode(masks.images(), masking, false))
                    .as("a masking that the encoder lacks, says lacks()")
                    .isInstanceOf(UnsupportedOperationException.class);
        });
    }
}
