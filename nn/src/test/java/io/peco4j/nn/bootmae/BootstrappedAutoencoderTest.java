package io.peco4j.nn.bootmae;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.mae.VisiblePatches;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.StackShape;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.RelativeBias;
import io.peco4j.nn.vit.SinCosTable;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On pictures of 2 x 3 patches, of which two are visible. */
final class BootstrappedAutoencoderTest {
    private static final PictureSize SIZE = new PictureSize(8, 12);
    private static final int PATCH = 4;

    private final NDManager manager = NDManager.newBaseManager();

    @BeforeEach
    void evaluation() {
        GradientMode.turnOff();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private BootstrappedAutoencoder model(Precision precision, int shallow, int deep) {
        return model(precision, Positions.SIN_COS, false, shallow, deep);
    }

    private BootstrappedAutoencoder model(
            Precision precision, Positions positions, boolean placesVisible, int shallow, int deep) {
        NetworkContext context = new StandaloneContext(manager, precision, new SplittableRandom(1));
        BlockShape block = BlockShape.plain(16, 2);
        VisionTransformer encoder = new VisionTransformer(
                context,
                new VitConfig(
                        SIZE,
                        PATCH,
                        new StackShape(block, 3, 0),
                        false,
                        positions,
                        RelativeBias.NONE,
                        Start.BEIT,
                        false,
                        Normalisation.NONE));
        InjectedDecoder.Sizes narrow =
                new InjectedDecoder.Sizes(16, BlockShape.plain(12, 5), 2, encoder.grid(), placesVisible);
        InjectedDecoder.Sizes wide = new InjectedDecoder.Sizes(16, block, 2, encoder.grid(), placesVisible);
        return new BootstrappedAutoencoder(
                encoder,
                InjectedDecoder.ofPixels(context, narrow, PATCH),
                InjectedDecoder.ofFeatures(context, wide),
                shallow,
                deep);
    }

    private NDArray images() {
        return manager.create(noise(2 * 3 * 8 * 12), new Shape(2, 3, 8, 12));
    }

    private static float[] noise(int size) {
        SplittableRandom random = new SplittableRandom(7);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }

    private VisiblePatches masking() {
        return VisiblePatches.ordered(
                manager.create(new long[] {5, 1, 0, 2, 3, 4, 0, 3, 5, 4, 2, 1}, new Shape(2, 6)), 2);
    }

    /** Heads that do not share the width equally are as wide as fits, in both precisions. */
    @Test
    void everyPatchGetsAPredictionInBothPrecisions() {
        BootstrappedAutoencoder.Predictions exact =
                model(Precision.FLOAT32, 1, 3).predict(images(), masking(), true);
        BootstrappedAutoencoder.Predictions rough =
                model(Precision.BFLOAT16, 1, 3).predict(images(), masking(), true);
        assertThat(exact.pixels().getShape()).isEqualTo(new Shape(2, 3, 8, 12));
        assertThat(exact.features().getShape()).isEqualTo(new Shape(2, 6, 16));
        assertThat(apart(exact.pixels(), rough.pixels())).isBetween(1e-6f, 0.05f);
        assertThat(apart(exact.features(), rough.features())).isBetween(1e-6f, 0.05f);
    }

    private static float apart(NDArray one, NDArray other) {
        return one.sub(other).abs().max().getFloat() / one.abs().max().getFloat();
    }

    /** Where patches come in another order, predictions stay where they are. */
    @Test
    void theOrderOfVisiblePatchesDoesNotMatter() {
        BootstrappedAutoencoder model = model(Precision.FLOAT32, 1, 3);
        BootstrappedAutoencoder.Predictions one = model.predict(images(), masking(), true);
        VisiblePatches other = VisiblePatches.ordered(
                manager.create(new long[] {1, 5, 4, 3, 2, 0, 3, 0, 1, 2, 5, 4}, new Shape(2, 6)), 2);
        BootstrappedAutoencoder.Predictions same = model.predict(images(), other, true);
        assertThat(apart(one.pixels(), same.pixels())).isLessThan(1e-5f);
        assertThat(apart(one.features(), same.features())).isLessThan(1e-5f);
    }

    /** Of an encoder without positions, the decoders know where a visible patch is only if they are told. */
    @Test
    void visiblePatchesHaveThePlacesThatDecodersAreTold() {
        NDArray images = images();
        NDArray exchanged = images.duplicate();
        exchanged.set(new NDIndex(":, :, 0:4, 4:8"), images.get(":, :, 4:8, 8:12"));
        exchanged.set(new NDIndex(":, :, 4:8, 8:12"), images.get(":, :, 0:4, 4:8"));
        VisiblePatches masking = VisiblePatches.ordered(
                manager.create(new long[] {5, 1, 0, 2, 3, 4, 5, 1, 0, 2, 3, 4}, new Shape(2, 6)), 2);
        for (boolean told : new boolean[] {false, true}) {
            BootstrappedAutoencoder model = model(Precision.FLOAT32, Positions.NONE, told, 1, 3);
            // As they start, all tokens attend to all others nearly alike.
            model.state().forEach((name, weight) -> weight.muli(name.endsWith("qkv.weight") ? 50 : 1));
            BootstrappedAutoencoder.Predictions one = model.predict(images, masking, true);
            BootstrappedAutoencoder.Predictions other = model.predict(exchanged, masking, true);
            float pixels =
                    apart(one.pixels().get(":, :, 0:4, 0:4"), other.pixels().get(":, :, 0:4, 0:4"));
            float features =
                    apart(one.features().get(":, 2:5"), other.features().get(":, 2:5"));
            assertThat(List.of(pixels > 1e-5f, features > 1e-5f))
                    .as("told: " + told)
                    .containsOnly(told);
        }
    }

    /** Injected features reach their own decoder, and no other. */
    @Test
    void eachDecoderAttendsToItsLayer() {
        BootstrappedAutoencoder.Predictions usual =
                model(Precision.FLOAT32, 1, 3).predict(images(), masking(), true);
        BootstrappedAutoencoder.Predictions shallow =
                model(Precision.FLOAT32, 2, 3).predict(images(), masking(), true);
        BootstrappedAutoencoder.Predictions deep =
                model(Precision.FLOAT32, 1, 2).predict(images(), masking(), true);
        assertThat(shallow.features()).isEqualTo(usual.features());
        assertThat(apart(usual.pixels(), shallow.pixels())).isGreaterThan(1e-5f);
        assertThat(deep.pixels()).isEqualTo(usual.pixels());
        assertThat(apart(usual.features(), deep.features())).isGreaterThan(1e-5f);
    }

    /** The half of a row that the row's number fills, then the half of the column's. */
    @Test
    void positionsComeRowByRowOnAnyGrid() {
        float[] table = SinCosTable.rowFirst(8, 2, 3);
        float[] square = SinCosTable.rowFirst(8, 3, 3);
        assertThat(square).isEqualTo(SinCosTable.moco(8, 3, 3));
        for (int row = 0; row < 2; row++) {
            for (int column = 0; column < 3; column++) {
                int patch = (1 + row * 3 + column) * 8;
                assertThat(table[patch]).isEqualTo((float) Math.sin(row));
                assertThat(table[patch + 4]).isEqualTo((float) Math.sin(column));
            }
        }
    }
}
