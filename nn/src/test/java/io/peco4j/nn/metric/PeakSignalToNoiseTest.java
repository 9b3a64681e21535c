package io.peco4j.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

final class PeakSignalToNoiseTest {
    @Test
    void eachPictureHasItsOwn() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray black = manager.zeros(new Shape(3, 3, 2, 2));
            NDArray other = manager.zeros(new Shape(3, 3, 2, 2));
            other.set(new ai.djl.ndarray.index.NDIndex("0"), 0.1f);
            other.set(new ai.djl.ndarray.index.NDIndex("1"), 0.01f);

            assertThat(PeakSignalToNoise.between(black, other))
                    .containsExactly(new double[] {20, 40, 100}, within(1e-3));
        }
    }
}
