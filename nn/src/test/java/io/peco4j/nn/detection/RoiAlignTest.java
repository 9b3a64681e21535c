package io.peco4j.nn.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.nn.GradientMode;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RoiAlignTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        GradientMode.turnOff();
        manager.close();
    }

    /** Bilinear sampling of a plane is exact, and the mean of symmetric samples is the plane at the bin's centre. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void readsAPlaneAtTheBinsCentres(int samples) {
        GradientMode.turnOff();
        float[] plane = new float[2 * 12 * 16];
        for (int i = 0; i < plane.length; i++) {
            int image = i / 192;
            plane[i] = 100 * image + 2 * (i % 16) - 3 * (i / 16 % 12);
        }
        NDArray maps = manager.create(plane, new Shape(2, 1, 12, 16));
        Boxes boxes = Boxes.of(2, 2, 22, 18, 5, 3, 9, 21, 3, 4, 26, 7);
        int[] images = {1, 0, 1};
        float[] pooled = new RoiAlign(4, 2, samples, true)
                .pool(maps, boxes, images, 0.5f)
                .toFloatArray();
        for (int box = 0; box < 3; box++) {
            for (int bin = 0; bin < 8; bin++) {
                float y = (boxes.y1(box) + (bin / 2 + 0.5f) * boxes.height(box) / 4) / 2 - 0.5f;
                float x = (boxes.x1(box) + (bin % 2 + 0.5f) * boxes.width(box) / 2) / 2 - 0.5f;
                assertThat(pooled[8 * box + bin]).isCloseTo(100 * images[box] + 2 * x - 3 * y, within(1e-3f));
            }
        }
    }

    /** Pooling is linear in the map, so a difference of any size gives the exact derivative. */
    @Test
    void gradientIsTheDifferenceQuotient() throws InterruptedException {
        SplittableRandom random = new SplittableRandom(3);
        float[] values = new float[2 * 3 * 7 * 6];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        Boxes boxes = Boxes.of(-2, -3, 9, 11, 4, 4, 30, 40, 1, 2, 1.5f, 20, 8, 3, 20, 9);
        int[] images = {0, 1, 0, 1};
        RoiAlign align = new RoiAlign(3, 2, 0, false);
        NDArray maps = manager.create(values, new Shape(2, 3, 7, 6));
        maps.setRequiresGradient(true);
        GradientMode.turnOn();
        NDArray pooled = align.pool(maps, boxes, images, 0.25f);
        NDArray weights = pooled.stopGradient().sin().add(1);
        overwriteFreedMemory();
        JniUtils.backward((PtNDArray) pooled, (PtNDArray) weights, false, false);
        GradientMode.turnOff();
        float[] gradient = maps.getGradient().toFloatArray();
        double before = pooled.mul(weights).sum().getFloat();
        for (int i = 0; i < values.length; i += 11) {
            values[i] += 4;
            NDArray moved = manager.create(values, new Shape(2, 3, 7, 6));
            double after =
                    align.pool(moved, boxes, images, 0.25f).mul(weights).sum().getFloat();
            values[i] -= 4;
            assertThat(gradient[i]).isCloseTo((float) ((after - before) / 4), within(2e-5f));
        }
    }

    /**
     * The backward pass reads the weights of the bins again: nothing may have let go of the Java memory behind them.
     */
    private void overwriteFreedMemory() throws InterruptedException {
        System.gc();
        for (int i = 0; i < 64; i++) {
            Thread.sleep(2);
            long[] other = new long[1 << i % 16];
            Arrays.fill(other, Long.MAX_VALUE);
            manager.create(other);
        }
    }

    @Test
    void noBoxesGiveNoRows() {
        NDArray maps = manager.zeros(new Shape(1, 5, 4, 4));
        assertThat(new RoiAlign(2, 3, 2, true)
                        .pool(maps, Boxes.NONE, new int[0], 1)
                        .getShape())
                .isEqualTo(new Shape(0, 5, 2, 3));
    }
}
