package io.peco4j.nn.dino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.nn.GradientMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Beside the reference numbers: what the metrics mean, and what passes make of the centre. */
final class DinoLossTest {
    private static final int OUTPUTS = 8;

    private final NDManager manager = NDManager.newBaseManager();

    @BeforeEach
    void evaluation() {
        GradientMode.turnOff();
        JniUtils.setSeed(3);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void collapsedOutputsHaveNoDivergence() {
        DinoLoss loss = new DinoLoss(0.1);
        NDArray center = manager.zeros(new Shape(1, OUTPUTS));
        NDArray alike = manager.zeros(new Shape(6, OUTPUTS));
        DinoLoss.Match uniform = loss.of(alike, alike.get(":4"), center, 0.04);
        assertThat(uniform.entropy().getFloat()).isCloseTo((float) Math.log(OUTPUTS), within(1e-5f));
        assertThat(uniform.divergence().getFloat()).isCloseTo(0, within(1e-5f));

        NDArray one = manager.eye(OUTPUTS).get(":1").mul(100).repeat(0, 6);
        DinoLoss.Match single = loss.of(one, one.get(":4"), center, 0.04);
        assertThat(single.entropy().getFloat()).isCloseTo(0, within(1e-5f));
        assertThat(single.divergence().getFloat()).isCloseTo(0, within(1e-5f));

        NDArray student = manager.randomNormal(new Shape(6, OUTPUTS));
        NDArray teacher = manager.randomNormal(new Shape(4, OUTPUTS));
        DinoLoss.Match apart = loss.of(student, teacher, center, 0.04);
        assertThat(apart.divergence().getFloat()).isPositive();
        assertThat(apart.value().getFloat())
                .isCloseTo(apart.entropy().getFloat() + apart.divergence().getFloat(), within(1e-4f));
    }

    /** With as many views as the teacher has, each is compared with the other one, and none with itself. */
    @Test
    void noViewIsComparedWithItself() {
        NDArray teacher = manager.create(new float[] {9, 0, 0, 9}, new Shape(2, 2));
        NDArray crossed = manager.create(new float[] {0, 9, 9, 0}, new Shape(2, 2));
        NDArray center = manager.zeros(new Shape(1, 2));
        DinoLoss loss = new DinoLoss(0.1);
        assertThat(loss.of(crossed, teacher, center, 0.1).value().getFloat()).isCloseTo(0, within(1e-4f));
        assertThat(loss.of(teacher, teacher, center, 0.1).value().getFloat()).isGreaterThan(80);
    }

    @Test
    void theCentreMovesOncePerStepByAllItsPasses() {
        NDArray outputs = manager.randomNormal(new Shape(6, OUTPUTS));
        DinoCenter whole = new DinoCenter(manager, OUTPUTS, 0.9);
        whole.gather(outputs, 0);
        whole.move();
        DinoCenter parts = new DinoCenter(manager, OUTPUTS, 0.9);
        parts.gather(manager.ones(new Shape(1, OUTPUTS)), 7);
        parts.gather(outputs.get(":2"), 0);
        parts.gather(outputs.get("2:"), 0);
        assertThat(parts.value().abs().max().getFloat()).isZero();
        parts.move();
        NDArray expected = outputs.mean(new int[] {0}, true).mul(0.1);
        for (NDArray center : new NDArray[] {whole.value(), parts.value()}) {
            assertThat(center.sub(expected).abs().max().getFloat()).isLessThan(1e-6f);
        }
        NDArray before = parts.value().duplicate();
        parts.move();
        assertThat(parts.value()).as("a step without a pass").isEqualTo(before);
    }
}
