package io.peco4j.nn.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.parity.Gradients;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class VitPyramidTest {
    private final NDManager manager = NDManager.newBaseManager();
    private final VitPyramid pyramid =
            new VitPyramid(new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(1)), 4);

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void theMapsAreOfFourScales() {
        NDArray x = manager.randomNormal(new Shape(2, 4, 6, 8));
        assertThat(pyramid.forward(Collections.nCopies(4, x), false))
                .extracting(NDArray::getShape)
                .containsExactly(
                        new Shape(2, 4, 24, 32), new Shape(2, 4, 12, 16), new Shape(2, 4, 6, 8), new Shape(2, 4, 3, 4));
        assertThatThrownBy(() -> pyramid.forward(List.of(x), false)).hasMessageContaining("1 maps");
    }

    @Test
    void runningStatisticsMoveInTrainingOnly() {
        GradientMode.turnOff();
        Map<String, NDArray> state = Parameters.state(pyramid);
        NDArray mean = Gradients.named(state, "fpn1.1.running_mean");
        NDArray batches = Gradients.named(state, "fpn1.1.num_batches_tracked");
        NDArray x = manager.randomNormal(new Shape(2, 4, 3, 3)).add(1);
        pyramid.forward(x, false);
        assertThat(mean.abs().max().getFloat()).isZero();
        NDArray trained = pyramid.forward(x, true);
        assertThat(mean.abs().max().getFloat()).isPositive();
        assertThat(batches.getLong()).isEqualTo(1);
        assertThat(pyramid.forward(x, false)).isNotEqualTo(trained);
        assertThat(Parameters.trainable(pyramid)).doesNotContainKey("fpn1.1.running_mean");
    }
}
