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
import io.peco4j.api.model.PatchGrid;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.conformance.pictures.Draw;
import io.peco4j.conformance.workbench.Masks;
import io.peco4j.nn.Tensors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/**
 * The rules ENC-01 to ENC-30; here those of tokens and masks, ENC-01 to ENC-09, ENC-29 and ENC-30.
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

    private static final int SOME_PATCHES = 16;

    /** Of the largest token: less than a line of pixels changes. */
    private static final double UNSEEN = 1e-6;

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

    @Test
    @Rule("ENC-29")
    final void everyLineOfPixelsIsSeen() {
        with((encoder, manager) -> {
            PictureSize size = encoder.imageSize();
            NDArray image = pictures(encoder, manager, Draw.photos(14, 1));
            NDArray tokens = encoder.encode(image, Masking.none(), false);
            assertThat(IntStream.range(0, size.height())
                            .filter(y -> apart(tokens, withoutLine(encoder, image, 2, y)) <= UNSEEN))
                    .as("rows of pixels that no token depends on, of " + size.height())
                    .isEmpty();
            assertThat(IntStream.range(0, size.width())
                            .filter(x -> apart(tokens, withoutLine(encoder, image, 3, x)) <= UNSEEN))
                    .as("columns of pixels that no token depends on, of " + size.width())
                    .isEmpty();
        });
    }

    /** How much each token changes, the class first, where one patch is turned into its negative. */
    private static float[] changes(VisionEncoder encoder, NDArray image, int patch, NDArray tokens) {
        PatchGrid grid = encoder.grid();
        int side = encoder.patchSize();
        int width = encoder.imageSize().width();
        int height = encoder.imageSize().height();
        float[] pixels = image.toFloatArray();
        for (int i = 0; i < pixels.length; i++) {
            int x = i % width / side;
            int y = i / width % height / side;
            if (y * grid.columns() + x == patch) {
                pixels[i] = 1 - pixels[i];
            }
        }
        NDArray others =
                encoder.encode(Tensors.of(image.getManager(), pixels, image.getShape()), Masking.none(), false);
        return others.sub(tokens).abs().mean(new int[] {2}).toFloatArray();
    }

    private static double mean(float[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElse(0);
    }

    /** Tokens of a picture of which one line is turned into its negative. */
    private static NDArray withoutLine(VisionEncoder encoder, NDArray image, int axis, int line) {
        long side = image.getShape().get(axis);
        float[] pixels = image.toFloatArray();
        long width = image.getShape().get(3);
        for (int i = 0; i < pixels.length; i++) {
            if ((axis == 3 ? i % width : i / width % side) == line) {
                pixels[i] = 1 - pixels[i];
            }
        }
        return encoder.encode(Tensors.of(image.getManager(), pixels, image.getShape()), Masking.none(), false);
    }

    @Test
    @Rule("ENC-30")
    final void aTokenStandsAtThePlaceOfItsPatch() {
        with((encoder, manager) -> {
            NDArray image = pictures(encoder, manager, Draw.photos(15, 1));
            NDArray tokens = encoder.encode(image, Masking.none(), false);
            int patches = patches(encoder);
            int local = 0;
            List<Integer> elsewhere = new ArrayList<>();
            for (int patch = 0; patch < patches; patch += Math.max(1, patches / SOME_PATCHES)) {
                float[] changes = changes(encoder, image, patch, tokens);
                int most = IntStream.range(0, changes.length)
                        .boxed()
                        .max(Comparator.comparing(i -> changes[i]))
                        .orElseThrow();
                if (changes[most] > 2 * mean(changes)) {
                    local++;
                    if (most != 1 + patch) {
                        elsewhere.add(patch);
                    }
                }
            }
            Applies.onlyIf(local >= 4, "untrained, it spreads what a patch shows over all tokens");
            assertThat(elsewhere)
                    .as("patches, of " + local
                            + ", whose pixels change another token more than the one at their place: "
                            + "the class is token 0, patches follow row by row")
                    .hasSizeLessThanOrEqualTo(local / 4);
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
