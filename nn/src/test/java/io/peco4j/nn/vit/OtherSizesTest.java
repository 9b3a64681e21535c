package io.peco4j.nn.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.parity.Gradients;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.PositionGrid;
import io.peco4j.nn.transformer.RelativePositions;
import io.peco4j.nn.transformer.RelativeTableResize;
import io.peco4j.nn.transformer.StackShape;
import io.peco4j.nn.transformer.TableResize;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A vision transformer on pictures of another size than its own: 24 x 16 and others, in place of 16 x 16. */
final class OtherSizesTest {
    private static final PictureSize TALL = new PictureSize(24, 16);

    private static final double STEP = 1e-2;

    private final NDManager manager = NDManager.newBaseManager();

    @BeforeEach
    void evaluation() {
        JniUtils.setGradMode(false);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(Positions.LEARNED, RelativeBias.NONE, true),
                Arguments.of(Positions.SIN_COS, RelativeBias.NONE, false),
                Arguments.of(Positions.NONE, RelativeBias.SHARED, false),
                Arguments.of(Positions.LEARNED, RelativeBias.PER_BLOCK, false));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aTwinResizesOnceWhatEachPassResizes(Positions positions, RelativeBias relative, boolean distilled) {
        VisionTransformer trunk = trunk(PictureSize.square(16), positions, relative, distilled);
        for (PictureSize size : List.of(TALL, PictureSize.square(8), new PictureSize(4, 32))) {
            NDArray images = manager.randomUniform(0, 1, new Shape(2, 3, size.height(), size.width()));
            VisionTransformer twin = trunk.twin(size, context());
            NDArray tokens = trunk.encode(images, Masking.none(), false);
            assertThat(twin.imageSize()).isEqualTo(size);
            assertThat(tokens.getShape()).isEqualTo(new Shape(2, 1 + twin.grid().patches(), 16));
            assertThat(Gradients.relativeError(twin.encode(images, Masking.none(), false), tokens))
                    .isLessThan(1e-6);
            assertThat(twin.flopsPerImage()).isEqualTo(trunk.flops(new Shape(1, 3, size.height(), size.width())));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void gradientsReachWhatIsResized(Positions positions, RelativeBias relative, boolean distilled) {
        VisionTransformer trunk = trunk(PictureSize.square(16), positions, relative, distilled);
        NDArray images = manager.randomUniform(0, 1, new Shape(2, 3, 24, 16));
        NDArray factors = manager.randomNormal(new Shape(2, 25, 16));
        Gradients.backward(() -> trunk.encode(images, Masking.none(), false), factors);
        trunk.trainable().forEach((name, parameter) -> {
            if (name.equals("pos_embed") || name.endsWith(RelativePositions.TABLE)) {
                NDArray gradient = Gradients.take(parameter);
                double length = Math.sqrt(gradient.square().sum().getFloat());
                NDArray move = gradient.mul(STEP / length);
                parameter.addi(move);
                double above = value(trunk, images, factors);
                parameter.subi(move).subi(move);
                double below = value(trunk, images, factors);
                parameter.addi(move);
                assertThat((above - below) / (2 * STEP)).as(name).isCloseTo(length, withinPercentage(2));
            }
        });
    }

    private static double value(VisionTransformer trunk, NDArray images, NDArray factors) {
        return trunk.encode(images, Masking.none(), false)
                .mul(factors)
                .toType(DataType.FLOAT64, false)
                .sum()
                .getDouble();
    }

    @Test
    void aTableIsResizedAlongEachSideByItself() {
        NDArray table = manager.randomNormal(new Shape(7 * 5 + 3, 2));
        PatchGrid from = new PatchGrid(4, 3);
        PatchGrid to = new PatchGrid(6, 5);
        NDArray down = new RelativeTableResize(from, new PatchGrid(6, 3)).apply(table);
        NDArray both = new RelativeTableResize(new PatchGrid(6, 3), to).apply(down);
        NDArray atOnce = new RelativeTableResize(from, to).apply(table);
        assertThat(atOnce.getShape()).isEqualTo(new Shape(11 * 9 + 3, 2));
        assertThat(Gradients.relativeError(both, atOnce)).isLessThan(1e-6);
        assertThat(atOnce.get("-3:")).isEqualTo(table.get("-3:"));
    }

    /** As positions are, which the engine resizes; rows of the class token stay as they are. */
    @Test
    void aTableIsResizedAsAPictureWhereThatIsWanted() {
        NDArray table = manager.randomNormal(new Shape(7 * 5 + 3, 2));
        NDArray resized =
                new RelativeTableResize(new PatchGrid(4, 3), new PatchGrid(6, 5), TableResize.BICUBIC).apply(table);
        NDArray picture = PositionGrid.resize(
                table, table.get(":-3").expandDims(0), 0, new PatchGrid(7, 5), new PatchGrid(11, 9));
        assertThat(Gradients.relativeError(picture.squeeze(0), resized.get(":-3")))
                .isLessThan(1e-6);
        assertThat(resized.get("-3:")).isEqualTo(table.get("-3:"));
    }

    @Test
    void picturesThatPatchesDoNotTileAreRefused() {
        VisionTransformer trunk = trunk(PictureSize.square(16), Positions.LEARNED, RelativeBias.NONE, false);
        NDArray images = manager.zeros(new Shape(1, 3, 18, 16));
        assertThatThrownBy(() -> trunk.encode(images, Masking.none(), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pictures of 18 x 16 pixels in patches of 4");
    }

    @Test
    void aTableThatIsNotInTheOrderOfPatchesIsNotResized() {
        VisionTransformer trunk = trunk(TALL, Positions.SIN_COS_MOCO, RelativeBias.NONE, false);
        NDArray images = manager.zeros(new Shape(1, 3, 16, 16));
        assertThatThrownBy(() -> trunk.encode(images, Masking.none(), false))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(trunk(PictureSize.square(16), Positions.SIN_COS_MOCO, RelativeBias.NONE, false)
                        .encode(manager.zeros(new Shape(1, 3, 24, 16)), Masking.none(), false)
                        .getShape())
                .isEqualTo(new Shape(1, 25, 16));
    }

    private VisionTransformer trunk(PictureSize size, Positions positions, RelativeBias relative, boolean distilled) {
        VitConfig config = new VitConfig(
                size,
                4,
                new StackShape(BlockShape.plain(16, 2), 2, 0),
                distilled,
                positions,
                relative,
                Start.BEIT,
                false,
                Normalisation.IMAGENET);
        VisionTransformer trunk = new VisionTransformer(context(), config);
        SplittableRandom seeds = new SplittableRandom(5);
        // BEiT's start is so small that positions would hardly count.
        trunk.trainable().values().forEach(array -> {
            Engine.getInstance().setRandomSeed(seeds.nextInt());
            array.addi(manager.randomNormal(0, 0.3f, array.getShape(), DataType.FLOAT32));
        });
        return trunk;
    }

    private StandaloneContext context() {
        return new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(1));
    }
}
