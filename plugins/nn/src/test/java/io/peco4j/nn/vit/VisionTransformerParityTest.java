package io.peco4j.nn.vit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.model.Masking;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.loss.Losses;
import io.peco4j.nn.parity.Gradients;
import io.peco4j.nn.parity.ParityCase;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.LayerNorm;
import io.peco4j.nn.transformer.Linear;
import io.peco4j.nn.transformer.QkvBias;
import io.peco4j.nn.transformer.RelativePositions;
import io.peco4j.nn.transformer.WeightRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The trunk against BEiT and MoCo v3, with heads made of the library's layers. */
final class VisionTransformerParityTest {
    private static final WeightRule ANY = WeightRule.xavierUniform();

    private final NDManager manager = NDManager.newBaseManager();
    private final StandaloneContext context =
            new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(1));

    @BeforeEach
    void evaluation() {
        JniUtils.setGradMode(false);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void beitPretrainingWithSharedRelativePositions() {
        BlockShape block = new BlockShape(48, 4, 12, 192, QkvBias.QUERY_VALUE, 0.1);
        checkMaskedModelling(
                "beit_mim_shared_relpos", config(32, 8, 3, block, Positions.NONE, RelativeBias.SHARED), 64);
    }

    @Test
    void beitPretrainingWithAbsolutePositionsAndTablesPerBlock() {
        BlockShape block = new BlockShape(32, 4, 10, 64, QkvBias.QUERY_VALUE, 0);
        checkMaskedModelling(
                "beit_mim_abs_pos", config(24, 6, 2, block, Positions.LEARNED, RelativeBias.PER_BLOCK), 40);
    }

    private void checkMaskedModelling(String name, VitConfig config, int words) {
        ParityCase reference = ParityCase.load(manager, name);
        VisionTransformer trunk = new VisionTransformer(context, config);
        Linear head = new Linear(context, config.block().width(), words, ANY);
        NDArray token = reference.get("w.mask_token");
        token.setRequiresGradient(true);
        Map<String, NDArray> live = new LinkedHashMap<>(trunk.state());
        live.putAll(Parameters.prefixed("lm_head", Parameters.state(head)));
        reference.copyInto(live);
        NDArray image = reference.get("in.image");
        image.setRequiresGradient(true);
        NDArray hidden = reference.get("in.bool_masked_pos");
        Masking masking = new Masking.Replace(hidden.toType(DataType.FLOAT32, true), token);

        NDArray features = trunk.encode(image, masking, false);
        reference.check("out.features", features);
        reference.check("out.all_logits", head.forward(features.get(":, 1:"), false));
        NDArray loss = Gradients.backward(
                () -> {
                    NDArray patches = trunk.encode(image, masking, true).get(":, 1:");
                    NDArray chosen = patches.get(new NDIndex().addBooleanIndex(hidden.toType(DataType.BOOLEAN, true)));
                    NDArray logits = head.forward(chosen, true);
                    reference.check("out.masked_logits", logits);
                    return Losses.crossEntropy(logits, reference.get("in.labels"));
                },
                manager.create(1f));
        reference.check("out.loss", loss);
        live.put("mask_token", token);
        checkGradients(reference, live, image, "image");
    }

    @Test
    void beitFineTuningWithMeanPooling() {
        ParityCase reference = ParityCase.load(manager, "beit_finetune_mean_pool");
        BlockShape block = new BlockShape(48, 4, 12, 192, QkvBias.QUERY_VALUE, 0.1);
        VisionTransformer trunk =
                new VisionTransformer(context, config(32, 8, 3, block, Positions.NONE, RelativeBias.PER_BLOCK));
        LayerNorm norm = new LayerNorm(context, 48);
        Linear head = new Linear(context, 48, 10, ANY);
        Map<String, NDArray> live = new LinkedHashMap<>(trunk.state());
        live.keySet().removeIf(name -> name.startsWith("norm."));
        live.putAll(Parameters.prefixed("fc_norm", Parameters.state(norm)));
        live.putAll(Parameters.prefixed("head", Parameters.state(head)));
        reference.copyInto(live);
        NDArray image = reference.get("in.image");
        image.setRequiresGradient(true);
        List<NDArray> blocks = trunk.features(image, List.of(1, 2, 3), false);
        for (int i = 0; i < 3; i++) {
            reference.check("out.block" + i, blocks.get(i));
        }
        NDArray logits = Gradients.backward(
                () -> {
                    NDArray last = trunk.features(image, List.of(3), true).get(0);
                    NDArray pooled = norm.forward(last.get(":, 1:").mean(new int[] {1}), true);
                    reference.check("out.features", pooled);
                    return head.forward(pooled, true);
                },
                reference.get("in.cotangent.logits"));
        reference.check("out.logits", logits);
        checkGradients(reference, live, image, "image");
    }

    @Test
    void mocoWithItsFixedPositions() {
        ParityCase reference = ParityCase.load(manager, "moco_vit");
        VisionTransformer trunk = new VisionTransformer(
                context, config(32, 8, 2, BlockShape.plain(48, 4), Positions.SIN_COS_MOCO, RelativeBias.NONE));
        Linear head = new Linear(context, 48, 12, ANY);
        Map<String, NDArray> live = new LinkedHashMap<>(trunk.state());
        // The fixed table is this code's own.
        live.remove("pos_embed");
        live.putAll(Parameters.prefixed("head", Parameters.state(head)));
        reference.copyInto(live);
        NDArray image = reference.get("in.x");
        image.setRequiresGradient(true);
        reference.check("out.tokens", trunk.encode(image, Masking.none(), false));
        NDArray logits = Gradients.backward(
                () -> head.forward(trunk.forward(image, true).get(":, 0"), true), reference.get("in.cotangent.logits"));
        reference.check("out.logits", logits);
        checkGradients(reference, live, image, "x");
    }

    @Test
    void relativePositionIndex() {
        ParityCase reference = ParityCase.load(manager, "beit_relative_position_index");
        for (int[] grid : new int[][] {{3, 3}, {2, 4}, {14, 14}}) {
            RelativePositions positions = new RelativePositions(manager, grid[0], grid[1]);
            String size = grid[0] + "x" + grid[1];
            assertThat(positions.index()).as(size).isEqualTo(reference.get("out.index." + size));
            if (grid[0] < 14) {
                NDArray table = reference.get("w." + size + ".relative_position_bias_table");
                assertThat(table.getShape().get(0)).isEqualTo(positions.rows());
                reference.check("out.bias." + size, positions.bias(table, table));
            }
        }
    }

    @Test
    void sinCosTables() {
        ParityCase mae = ParityCase.load(manager, "mae_sincos_pos_embed");
        mae.check("out.16x3_cls", manager.create(SinCosTable.mae(16, 3), new Shape(10, 16)));
        mae.check(
                "out.32x4",
                manager.create(SinCosTable.mae(32, 4), new Shape(17, 32)).get("1:"));
        mae.check("out.64x14_cls", manager.create(SinCosTable.mae(64, 14), new Shape(197, 64)));
        ParityCase moco = ParityCase.load(manager, "moco_sincos_pos_embed");
        moco.check("out.16x3x3", manager.create(SinCosTable.moco(16, 3, 3), new Shape(1, 10, 16)));
        moco.check("out.32x5x5", manager.create(SinCosTable.moco(32, 5, 5), new Shape(1, 26, 32)));
        moco.check("out.64x14x14", manager.create(SinCosTable.moco(64, 14, 14), new Shape(1, 197, 64)));
        moco.check("out.24x2x4", manager.create(SinCosTable.moco(24, 2, 4), new Shape(1, 9, 24)));
    }

    private static void checkGradients(
            ParityCase reference, Map<String, NDArray> live, NDArray image, String imageName) {
        Map<String, NDArray> all = new LinkedHashMap<>(live);
        all.put("in." + imageName, image);
        reference
                .under("grad.")
                .keySet()
                .forEach(name -> reference.check("grad." + name, Gradients.take(Gradients.named(all, name))));
    }

    private static VitConfig config(
            int image, int patch, int depth, BlockShape block, Positions positions, RelativeBias relative) {
        return new VitConfig(image, patch, depth, block, positions, relative, 0, Start.BEIT, false, Normalisation.NONE);
    }
}
