package io.peco4j.product.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.nn.PoisonedMemory;
import io.peco4j.runtime.engine.EngineSession;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the plugin guide says of {@code NDArray.get}: gradients are those of differences, on poisoned memory too. */
final class IndexingGradientTest {
    private static final int POISON = 1 << 16;
    private static final float STEP = 1e-2f;

    @BeforeAll
    static void startTheEngine() {
        EngineSession.start(1);
    }

    @Test
    void rangesAndNumbersAreSafe() {
        agrees(x -> x.get(":, 1:"));
        agrees(x -> x.get("1"));
        agrees(x -> x.get("..., 0"));
        agrees(x -> x.get("0:2, 1:3"));
        agrees(x -> x.get(1));
        agrees(x -> x.get(1, 2));
    }

    @Test
    void anArrayOfIndicesIsSafeWhileItIsOpen() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray rows = manager.create(new long[] {2, 0, 2});
            agrees(x -> x.get(rows));
        }
    }

    private static void agrees(UnaryOperator<NDArray> part) {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray x = manager.randomNormal(0, 1, new Shape(3, 4), DataType.FLOAT32);
            float[] gradient = gradient(x, part);
            float[] values = x.toFloatArray();
            for (int i = 0; i < values.length; i++) {
                double slope =
                        (moved(manager, values, i, STEP, part) - moved(manager, values, i, -STEP, part)) / (2 * STEP);
                assertThat((double) gradient[i]).as("entry " + i).isCloseTo(slope, within(2e-2));
            }
        }
    }

    private static float[] gradient(NDArray x, UnaryOperator<NDArray> part) {
        x.setRequiresGradient(true);
        JniUtils.setGradMode(true);
        try {
            NDArray loss = part.apply(x).square().sum();
            System.gc();
            return PoisonedMemory.around(x.getManager(), POISON, () -> {
                NDArray one = x.getManager().ones(new Shape());
                JniUtils.backward((PtNDArray) loss, (PtNDArray) one, false, false);
                return x.getGradient().toFloatArray();
            });
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    private static double moved(NDManager manager, float[] values, int index, float step, UnaryOperator<NDArray> part) {
        float[] other = values.clone();
        other[index] += step;
        return part.apply(manager.create(other, new Shape(3, 4))).square().sum().getFloat();
    }
}
