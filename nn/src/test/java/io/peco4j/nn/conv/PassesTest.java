package io.peco4j.nn.conv;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Layer;
import io.peco4j.nn.parity.Tape;
import org.junit.jupiter.api.Test;

final class PassesTest {
    /** Gives back what it gets, as a switched-off layer does. */
    private static final class Identity extends Layer {
        @Override
        public NDArray forward(NDArray x, boolean training) {
            return x;
        }

        @Override
        public Shape outputShape(Shape input) {
            return input;
        }

        @Override
        public double flops(Shape input) {
            return 0;
        }
    }

    @Test
    void aLayerMayGiveBackItsInput() {
        try (Tape tape = Tape.float32()) {
            NDArray x = tape.leaf(1, 2, 4, 4);
            Pool2d pool = Pool2d.max(2, 2, 0, false);
            NDArray expected = pool.forward(x, false);
            assertThat(Passes.of(new Identity(), pool, new Identity()).run(x, false))
                    .isEqualTo(expected);
            assertThat(Passes.of(new Identity()).run(x, false)).isSameAs(x);
            assertThat(x.isReleased()).isFalse();
        }
    }
}
