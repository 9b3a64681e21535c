package io.peco4j.nn.video;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.parity.Gradients;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.WeightRule;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What drops out together, with one branch left in a block and its biases at 0: what is dropped moves no token at all.
 */
final class DividedBlockTest {
    private static final int PATCHES = 24;
    private static final int FRAMES = 16;
    private static final int WIDTH = 8;

    private final NDManager manager = NDManager.newBaseManager();

    @BeforeEach
    void seed() {
        GradientMode.turnOff();
        JniUtils.setSeed(11);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @ParameterizedTest
    @EnumSource
    void attentionAlongTimeDropsPatchByPatch(Precision precision) {
        boolean[][] moved = moved(precision, "temporal_fc.weight", "attn.proj.weight");
        IntStream.range(0, PATCHES).forEach(patch -> assertThat(moved[patch]).containsOnly(moved[patch][0]));
        assertThat(IntStream.range(0, PATCHES).filter(patch -> moved[patch][0])).hasSizeBetween(1, PATCHES - 1);
    }

    @ParameterizedTest
    @EnumSource
    void attentionAcrossAFrameDropsFrameByFrame(Precision precision) {
        boolean[][] moved = moved(precision, "attn.proj.weight", "temporal_fc.weight");
        IntStream.range(1, PATCHES).forEach(patch -> assertThat(moved[patch]).isEqualTo(moved[0]));
        assertThat(IntStream.range(0, FRAMES).filter(frame -> moved[0][frame])).hasSizeBetween(1, FRAMES - 1);
    }

    /** For each patch and frame of a video whether its token moved. */
    private boolean[][] moved(Precision precision, String active, String silent) {
        StandaloneContext context = new StandaloneContext(manager, precision, new SplittableRandom(3));
        BlockShape shape = BlockShape.plain(WIDTH, 2);
        DividedBlock block = new DividedBlock(
                context, shape, new DividedBlockKernel(shape, precision), FRAMES, WeightRule.normal(1), 0.5);
        Map<String, NDArray> state = Parameters.state(block);
        Gradients.named(state, active).muli(0).addi(manager.randomUniform(-1, 1, new Shape(WIDTH, WIDTH)));
        Gradients.named(state, silent).muli(0);
        Gradients.named(state, "mlp.fc2.weight").muli(0);
        NDArray x = manager.randomNormal(0, 1, new Shape(1, 1 + PATCHES * FRAMES, WIDTH), DataType.FLOAT32);
        float[] distances = block.forward(x, true)
                .sub(x)
                .abs()
                .sum(new int[] {2})
                .get("0, 1:")
                .toFloatArray();
        boolean[][] moved = new boolean[PATCHES][FRAMES];
        for (int i = 0; i < distances.length; i++) {
            moved[i / FRAMES][i % FRAMES] = distances[i] != 0;
        }
        return moved;
    }

    /** Counted by hand: inputs of norms and maps, queries, keys and values, the weights of attention, and the MLP's. */
    @Test
    void aBlockKeepsWhatItsBackwardPassReads() {
        StandaloneContext context = new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(3));
        BlockShape shape = BlockShape.plain(WIDTH, 2);
        DividedBlock block = new DividedBlock(
                context, shape, new DividedBlockKernel(shape, Precision.FLOAT32), FRAMES, WeightRule.normal(1), 0);
        double tubes = 3 * PATCHES * FRAMES;
        double along = tubes * (WIDTH * (1 + 1 + 3 + 1 + 1) + 2 * FRAMES);
        double across = 3 * FRAMES * (1 + PATCHES) * (WIDTH * (1 + 3 + 1) + 2.0 * (1 + PATCHES));
        double mapped = (3 + tubes) * WIDTH * (1 + 1 + 1 + 4 + 4);
        assertThat(block.activationBytes(new Shape(3, 1 + PATCHES * FRAMES, WIDTH)))
                .isEqualTo(4 * (along + across + mapped));
    }
}
