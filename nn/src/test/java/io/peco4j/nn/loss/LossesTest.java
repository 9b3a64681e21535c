package io.peco4j.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.GradientMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LossesTest {
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
    void withoutSmoothingAllThreeAgree() {
        NDArray logits = manager.create(new float[] {1, 2, 3, 0, -1, 5}, new Shape(2, 3));
        NDArray labels = manager.create(new long[] {2, 0});
        float plain = Losses.crossEntropy(logits, labels).getFloat();
        NDArray targets = new Mix.Plain().targets(labels, 3, 0);
        assertThat(Losses.crossEntropy(logits, labels, 0).getFloat()).isEqualTo(plain);
        assertThat(Losses.softCrossEntropy(logits, targets).getFloat()).isCloseTo(plain, within(1e-6f));
        assertThat(Losses.hits(logits, labels).getFloat()).isEqualTo(1);
    }
}
