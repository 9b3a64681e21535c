package io.peco4j.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AffineTest {
    @Test
    void gradientsOutliveTheGarbageCollector() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.full(new Shape(1), 1f);
            x.setRequiresGradient(true);
            NDArray y = x;
            GradientMode.turnOn();
            for (int i = 0; i < 100; i++) {
                y = Affine.of(Affine.scaled(y, 0.5), 2, i % 2 == 0 ? 1 : -1);
            }
            List<ByteBuffer> rubbish = rubbish();
            JniUtils.backward((PtNDArray) y, (PtNDArray) manager.ones(y.getShape()), false, false);
            GradientMode.turnOff();
            assertThat(y.getFloat()).isEqualTo(1);
            assertThat(x.getGradient().getFloat()).isEqualTo(1);
            assertThat(rubbish).isNotEmpty();
        }
    }

    /** Frees what nobody holds, and fills the memory with something else. */
    private static List<ByteBuffer> rubbish() {
        List<ByteBuffer> buffers = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            System.gc();
            for (int i = 0; i < 10_000; i++) {
                buffers.add(ByteBuffer.allocateDirect(4).putFloat(0, 777));
            }
        }
        return buffers;
    }
}
