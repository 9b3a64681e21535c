package io.peco4j.nn.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.Masking;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.parity.Gradients;
import io.peco4j.nn.transformer.BlockShape;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class VisionTransformerTest {
    private static final Shape PICTURES = new Shape(2, 3, 16, 16);

    private final NDManager manager = NDManager.newBaseManager();

    @BeforeEach
    void evaluation() {
        GradientMode.turnOff();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void hidingNothingAndKeepingEverythingAreNoMasking() {
        VisionTransformer trunk = trunk(Positions.LEARNED, RelativeBias.NONE, Precision.FLOAT32);
        NDArray images = manager.randomUniform(0, 1, PICTURES);
        NDArray all = trunk.encode(images, Masking.none(), false);
        NDArray token = manager.ones(new Shape(1, 1, 16));
        NDArray none = trunk.encode(images, new Masking.Replace(manager.zeros(new Shape(2, 16)), token), false);
        NDArray order = manager.create(new long[] {3, 2, 1, 0, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15});
        NDArray kept =
                trunk.encode(images, new Masking.Keep(order.reshape(1, 16).repeat(0, 2)), false);

        assertThat(all.getShape()).isEqualTo(new Shape(2, 17, 16));
        assertThat(Gradients.relativeError(none, all)).isLessThan(1e-6);
        assertThat(Gradients.relativeError(kept.get(":, 5:"), all.get(":, 5:"))).isLessThan(1e-5);
        assertThat(Gradients.relativeError(kept.get(":, 1"), all.get(":, 4"))).isLessThan(1e-5);
    }

    @Test
    void hiddenPatchesDoNotReachTheResult() {
        VisionTransformer trunk = trunk(Positions.SIN_COS, RelativeBias.NONE, Precision.FLOAT32);
        NDArray images = manager.randomUniform(0, 1, PICTURES);
        NDArray other = images.duplicate();
        // The second patch of the first row.
        other.set(new NDIndex(":, :, 0:4, 4:8"), 0.5f);
        NDArray hidden = manager.zeros(new Shape(2, 16));
        hidden.set(new NDIndex(":, 1"), 1f);
        Masking replace = new Masking.Replace(hidden, manager.ones(new Shape(1, 1, 16)));
        Masking keep = new Masking.Keep(manager.create(new long[] {0, 2, 7, 0, 5, 15}, new Shape(2, 3)));

        assertThat(trunk.encode(images, replace, false)).isEqualTo(trunk.encode(other, replace, false));
        assertThat(trunk.encode(images, keep, false)).isEqualTo(trunk.encode(other, keep, false));
        assertThat(trunk.encode(images, keep, false).getShape()).isEqualTo(new Shape(2, 4, 16));
        assertThat(trunk.encode(images, Masking.none(), false))
                .isNotEqualTo(trunk.encode(other, Masking.none(), false));
    }

    @Test
    void relativePositionsNeedAllPatches() {
        VisionTransformer trunk = trunk(Positions.NONE, RelativeBias.SHARED, Precision.FLOAT32);
        NDArray images = manager.randomUniform(0, 1, PICTURES);
        Masking keep = new Masking.Keep(manager.create(new long[] {0, 1}, new Shape(2, 1)));
        assertThatThrownBy(() -> trunk.encode(images, keep, false)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void frozenPatchesAreStateAndNotTrained() {
        VitConfig config = new VitConfig(
                16,
                4,
                2,
                BlockShape.plain(16, 2),
                Positions.SIN_COS_MOCO,
                RelativeBias.NONE,
                0,
                Start.MOCO_V3,
                true,
                Normalisation.IMAGENET);
        VisionTransformer trunk = new VisionTransformer(context(Precision.FLOAT32), config);
        assertThat(trunk.state()).containsKeys("patch_embed.proj.weight", "pos_embed");
        assertThat(trunk.trainable().keySet())
                .noneMatch(name -> name.startsWith("patch_embed"))
                .doesNotContain("pos_embed")
                .contains("cls_token");
    }

    @Test
    void featuresRefuseLayersThatDoNotExist() {
        VisionTransformer trunk = trunk(Positions.LEARNED, RelativeBias.NONE, Precision.FLOAT32);
        NDArray images = manager.randomUniform(0, 1, PICTURES);
        assertThat(trunk.features(images, List.of(1), Masking.none(), false)).hasSize(1);
        for (List<Integer> layers : List.of(List.of(0), List.of(3), List.of(2, 1), List.of(1, 1))) {
            assertThatThrownBy(() -> trunk.features(images, layers, Masking.none(), false))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private VisionTransformer trunk(Positions positions, RelativeBias relative, Precision precision) {
        VitConfig config = new VitConfig(
                16, 4, 2, BlockShape.plain(16, 2), positions, relative, 0, Start.BEIT, false, Normalisation.IMAGENET);
        VisionTransformer trunk = new VisionTransformer(context(precision), config);
        SplittableRandom seeds = new SplittableRandom(5);
        // BEiT's start is so small that the blocks would hardly count.
        trunk.trainable().values().forEach(array -> {
            Engine.getInstance().setRandomSeed(seeds.nextInt());
            array.addi(manager.randomNormal(0, 0.2f, array.getShape(), DataType.FLOAT32));
        });
        return trunk;
    }

    private StandaloneContext context(Precision precision) {
        return new StandaloneContext(manager, precision, new SplittableRandom(1));
    }
}
