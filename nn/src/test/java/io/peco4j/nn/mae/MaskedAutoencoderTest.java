package io.peco4j.nn.mae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.mask.RandomMask;
import io.peco4j.nn.parity.Gradients;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.StackShape;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.vit.PatchPixels;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.RelativeBias;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class MaskedAutoencoderTest {
    private static final PictureSize SIZE = new PictureSize(8, 16);
    private static final int PATCH = 4;

    @Property(tries = 100)
    void theSmallestNoiseStaysAndEveryPatchFindsItsWayBack(
            @ForAll @IntRange(min = 2, max = 40) int patches,
            @ForAll @DoubleRange(min = 0, max = 0.9) double ratio,
            @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] noise = new float[patches];
        for (int i = 0; i < patches; i++) {
            noise[i] = (float) random.nextDouble();
        }
        int visible = (int) (patches * (1 - ratio));
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray array = manager.create(noise, new Shape(1, patches));
            if (visible < 1) {
                assertThatThrownBy(() -> VisiblePatches.drawn(array, ratio))
                        .isInstanceOf(IllegalArgumentException.class);
                return;
            }
            VisiblePatches masking = VisiblePatches.drawn(array, ratio);
            long[] shuffle = masking.shuffle().toLongArray();
            long[] restore = masking.restore().toLongArray();
            float[] hidden = masking.hidden().toFloatArray();
            float threshold = noise[(int) shuffle[visible - 1]];
            for (int i = 0; i < patches; i++) {
                assertThat(restore[(int) shuffle[i]]).isEqualTo(i);
                assertThat(hidden[i]).isEqualTo(noise[i] <= threshold ? 0f : 1f);
            }
            assertThat(masking.visible().toLongArray()).isEqualTo(Arrays.copyOf(shuffle, visible));
        }
    }

    @Property(tries = 50)
    void whatAMaskLeavesComesRowByRow(@ForAll @IntRange(min = 2, max = 40) int patches, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomMask mask = new RandomMask(patches, 1 + random.nextInt(patches - 1));
        int visible = patches - mask.count();
        try (NDManager manager = NDManager.newBaseManager()) {
            float[] drawn = mask.draw(random);
            VisiblePatches found = VisiblePatches.of(manager.create(drawn, new Shape(1, patches)), visible);
            long[] left = IntStream.range(0, patches)
                    .filter(patch -> drawn[patch] == 0)
                    .asLongStream()
                    .toArray();
            long[] shuffle = found.shuffle().toLongArray();
            long[] restore = found.restore().toLongArray();
            assertThat(found.visible().toLongArray()).isEqualTo(left);
            for (int i = 0; i < patches; i++) {
                assertThat(restore[(int) shuffle[i]]).isEqualTo(i);
            }
        }
    }

    @Property(tries = 30)
    void picturesSurviveTheirPatches(
            @ForAll @IntRange(min = 1, max = 5) int rows,
            @ForAll @IntRange(min = 1, max = 5) int columns,
            @ForAll @IntRange(min = 1, max = 6) int patch) {
        try (NDManager manager = NDManager.newBaseManager()) {
            PictureSize size = new PictureSize(rows * patch, columns * patch);
            PatchPixels patches = new PatchPixels(size, patch);
            NDArray images = manager.randomUniform(0, 1, new Shape(2, 3, size.height(), size.width()));
            NDArray cut = patches.of(images);
            assertThat(cut.getShape()).isEqualTo(new Shape(2, (long) rows * columns, 3L * patch * patch));
            assertThat(patches.join(cut)).isEqualTo(images);
        }
    }

    @Test
    void predictionsKnowVisiblePatchesOnly() {
        GradientMode.turnOff();
        try (NDManager manager = NDManager.newBaseManager()) {
            MaskedAutoencoder model = model(manager);
            NDArray images = images(manager);
            VisiblePatches masking = VisiblePatches.drawn(manager.randomUniform(0, 1, new Shape(2, 8)), 0.5);
            NDArray predicted = model.predict(images, masking, false);
            PatchPixels patches = new PatchPixels(SIZE, PATCH);
            NDArray hidden = masking.hidden().expandDims(-1);
            NDArray noise = patches.of(images(manager));
            NDArray mixed = patches.of(images).mul(hidden.neg().add(1)).add(noise.mul(hidden));
            assertThat(predicted.getShape()).isEqualTo(new Shape(2, 8, 3 * PATCH * PATCH));
            assertThat(model.predict(patches.join(mixed), masking, false)).isEqualTo(predicted);
        }
    }

    /** With nothing hidden and the patches in order, unshuffling changes nothing. */
    @Test
    void decodingWithoutMaskIsDecodingInOrder() {
        GradientMode.turnOff();
        try (NDManager manager = NDManager.newBaseManager()) {
            MaskedAutoencoder model = model(manager);
            NDArray tokens = model.encoder().encode(images(manager), Masking.none(), false);
            NDArray order = manager.create(LongStream.range(0, 8).toArray())
                    .reshape(1, 8)
                    .repeat(0, 2);
            assertThat(Gradients.relativeError(
                            model.decoder().decode(tokens, order, false),
                            model.decoder().forward(tokens, false)))
                    .isLessThan(1e-6);
        }
    }

    @Test
    void normalisedTargetsHaveMeanZeroAndUnbiasedVarianceOne() {
        try (NDManager manager = NDManager.newBaseManager()) {
            PixelLoss loss = new PixelLoss(new PatchPixels(SIZE, PATCH), true);
            NDArray target = loss.target(images(manager));
            int pixels = 3 * PATCH * PATCH;
            assertThat(target.mean(new int[] {2}).abs().max().getFloat()).isLessThan(1e-5f);
            NDArray variance = target.square().sum(new int[] {2}).div(pixels - 1);
            assertThat(variance.sub(1).abs().max().getFloat()).isLessThan(1e-3f);
        }
    }

    private static NDArray images(NDManager manager) {
        return manager.randomUniform(0, 1, new Shape(2, 3, SIZE.height(), SIZE.width()));
    }

    private static MaskedAutoencoder model(NDManager manager) {
        StandaloneContext context = new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(1));
        VitConfig config = new VitConfig(
                SIZE,
                PATCH,
                new StackShape(BlockShape.plain(16, 2), 2, 0),
                false,
                Positions.SIN_COS,
                RelativeBias.NONE,
                Start.MAE,
                false,
                Normalisation.IMAGENET);
        StackShape blocks = new StackShape(BlockShape.plain(8, 2), 1, 0);
        return new MaskedAutoencoder(
                new VisionTransformer(context, config),
                new MaeDecoder(context, new MaeDecoder.Sizes(16, blocks, 2, 4, 3 * PATCH * PATCH)));
    }
}
