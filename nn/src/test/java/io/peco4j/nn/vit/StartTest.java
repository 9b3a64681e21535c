package io.peco4j.nn.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.dino.DinoHead;
import io.peco4j.nn.mae.MaeDecoder;
import io.peco4j.nn.parity.Gradients;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.StackShape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The distributions of fresh weights: moments and bounds of large tensors, values of constant ones. */
final class StartTest {
    private static final int WIDTH = 96;
    private static final int PATCH = 8;
    private static final int PIXELS = 3 * PATCH * PATCH;

    private final NDManager manager = NDManager.newBaseManager();
    private final StandaloneContext context =
            new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(1));

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void mocoDrawsQueriesKeysAndValuesEachFromXaviersRange() {
        Map<String, NDArray> trunk = trunk(Start.MOCO_V3, Positions.SIN_COS_MOCO);
        uniform(trunk, "blocks.1.attn.qkv.weight", xavier(WIDTH, WIDTH));
        uniform(trunk, "blocks.1.attn.proj.weight", xavier(WIDTH, WIDTH));
        uniform(trunk, "blocks.0.mlp.fc1.weight", xavier(WIDTH, 4 * WIDTH));
        uniform(trunk, "blocks.0.mlp.fc2.weight", xavier(WIDTH, 4 * WIDTH));
        uniform(trunk, "patch_embed.proj.weight", xavier(PIXELS, WIDTH));
        assertThat(deviation(Gradients.named(trunk, "cls_token"))).isBetween(0.7e-6, 1.3e-6);
        plainNormsAndBiases(trunk);
    }

    @Test
    void maeDrawsThemAsOneMap() {
        Map<String, NDArray> network = trunk(Start.MAE, Positions.SIN_COS);
        StackShape blocks = new StackShape(BlockShape.plain(64, 4), 2, 0);
        network.putAll(Parameters.state(new MaeDecoder(context, new MaeDecoder.Sizes(WIDTH, blocks, 4, 4, PIXELS))));
        uniform(network, "blocks.1.attn.qkv.weight", xavier(WIDTH, 3 * WIDTH));
        uniform(network, "blocks.1.mlp.fc2.weight", xavier(WIDTH, 4 * WIDTH));
        uniform(network, "patch_embed.proj.weight", xavier(PIXELS, WIDTH));
        uniform(network, "decoder_embed.weight", xavier(WIDTH, 64));
        uniform(network, "decoder_blocks.1.attn.qkv.weight", xavier(64, 3 * 64));
        uniform(network, "decoder_pred.weight", xavier(64, PIXELS));
        assertThat(deviation(Gradients.named(network, "cls_token"))).isBetween(0.014, 0.026);
        assertThat(deviation(Gradients.named(network, "mask_token"))).isBetween(0.014, 0.026);
        patchBiasIsPyTorchs(network);
        plainNormsAndBiases(network);
    }

    @Test
    void timmDrawsNormallyAndThePatchEmbeddingAsPyTorchDoes() {
        Map<String, NDArray> trunk = trunk(Start.TIMM, Positions.LEARNED);
        normal(trunk, "blocks.1.attn.qkv.weight", 0.02);
        normal(trunk, "blocks.1.attn.proj.weight", 0.02);
        normal(trunk, "blocks.0.mlp.fc2.weight", 0.02);
        normal(trunk, "pos_embed", 0.02);
        uniform(trunk, "patch_embed.proj.weight", 1 / Math.sqrt(PIXELS));
        patchBiasIsPyTorchs(trunk);
        plainNormsAndBiases(trunk);
    }

    @Test
    void beitCutsAtTheStatedDeviation() {
        Map<String, NDArray> trunk = trunk(Start.beit(0.05), Positions.LEARNED);
        NDArray weight = Gradients.named(trunk, "blocks.1.attn.qkv.weight");
        assertThat(weight.abs().max().getFloat()).isBetween(0.0495f, 0.05f);
        assertThat(deviation(weight)).isBetween(0.53 * 0.05, 0.55 * 0.05);
        assertThat(Gradients.named(trunk, "pos_embed").abs().max().getFloat()).isBetween(0.0495f, 0.05f);
        assertThat(Start.beit(0.02)).isEqualTo(Start.BEIT).isNotEqualTo(Start.beit(0.05));
    }

    @Test
    void headsStartAsTheirs() {
        Map<String, NDArray> classifier = Parameters.state(new ClassifierHead(context, Pooling.MEAN, WIDTH, 100));
        normal(classifier, "head.weight", 0.02 * 0.001);
        plainNormsAndBiases(classifier);
        Map<String, NDArray> dino =
                Parameters.state(new DinoHead(context, new DinoHead.Widths(WIDTH, 128, 64, 200), true));
        normal(dino, "mlp.2.weight", 0.02);
        uniform(dino, "last_layer.weight_v", 1 / Math.sqrt(64));
        assertThat(Gradients.named(dino, "last_layer.weight_g").eq(1).all().getBoolean())
                .isTrue();
    }

    private Map<String, NDArray> trunk(Start start, Positions positions) {
        return new LinkedHashMap<>(new VisionTransformer(
                        context,
                        new VitConfig(
                                32,
                                PATCH,
                                2,
                                BlockShape.plain(WIDTH, 4),
                                positions,
                                RelativeBias.NONE,
                                0,
                                start,
                                false,
                                Normalisation.IMAGENET))
                .state());
    }

    /** Checks it and takes it out: the others are 0. */
    private static void patchBiasIsPyTorchs(Map<String, NDArray> tensors) {
        NDArray bias = Objects.requireNonNull(tensors.remove("patch_embed.proj.bias"));
        assertThat(bias.abs().max().getFloat())
                .isBetween((float) (0.9 / Math.sqrt(PIXELS)), (float) (1 / Math.sqrt(PIXELS)));
    }

    private static double xavier(int in, int out) {
        return Math.sqrt(6.0 / (in + out));
    }

    private static void uniform(Map<String, NDArray> tensors, String name, double bound) {
        NDArray array = Gradients.named(tensors, name);
        assertThat(deviation(array)).as(name).isCloseTo(bound / Math.sqrt(3), within(0.02 * bound));
        assertThat((double) array.abs().max().getFloat()).as(name).isBetween(0.99 * bound, 1.000001 * bound);
    }

    private static void normal(Map<String, NDArray> tensors, String name, double deviation) {
        NDArray array = Gradients.named(tensors, name);
        assertThat(deviation(array)).as(name).isCloseTo(deviation, within(0.06 * deviation));
        // Thousands of normal numbers reach beyond three deviations, and hardly beyond six.
        assertThat((double) array.abs().max().getFloat()).as(name).isBetween(2.5 * deviation, 6 * deviation);
    }

    private static void plainNormsAndBiases(Map<String, NDArray> tensors) {
        tensors.forEach((name, array) -> {
            if (name.endsWith(".bias")) {
                assertThat(array.eq(0).all().getBoolean()).as(name).isTrue();
            } else if (name.contains("norm") && name.endsWith(".weight")) {
                assertThat(array.eq(1).all().getBoolean()).as(name).isTrue();
            }
        });
    }

    private static double deviation(NDArray array) {
        float mean = array.mean().getFloat();
        return Math.sqrt(array.sub(mean).square().mean().getFloat());
    }
}
