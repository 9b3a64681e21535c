package io.peco4j.nn.conv;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.parity.Tape;
import org.junit.jupiter.api.Test;

/** What convolutional layers keep, counted by hand. */
final class KeptTest {
    private static final Shape INPUT = new Shape(2, 16, 4, 4);
    private static final double NUMBERS = 2 * 16 * 4 * 4;

    @Test
    void aResidualBlockKeepsTheInputsOfNormsActivationsAndConvolutions() {
        try (Tape tape = Tape.float32();
                Tape half = Tape.of(Precision.BFLOAT16)) {
            ResidualBlock block = new ResidualBlock(tape.context(), 16, 32, 8);
            assertThat(block.activationBytes(INPUT)).isEqualTo(4 * (3 * NUMBERS + 3 * 2 * NUMBERS));
            Parameters.freeze(block);
            assertThat(block.activationBytes(INPUT)).isEqualTo(4 * (2 * NUMBERS + 2 * 2 * NUMBERS));
            // The first norm reads float32; the shortcut reads a copy of its own.
            assertThat(new ResidualBlock(half.context(), 16, 32, 8).activationBytes(INPUT))
                    .isEqualTo(4 * NUMBERS + 2 * (2 * NUMBERS + 3 * 2 * NUMBERS) + 2 * NUMBERS);
            // In a stream of bfloat16 both read what the stream has.
            assertThat(new ResidualBlock(half.context(), 16, 32, 8, Precision.BFLOAT16).activationBytes(INPUT))
                    .isEqualTo(2 * (3 * NUMBERS + 3 * 2 * NUMBERS));
        }
    }

    @Test
    void aMapThatTwoStepsKeepCountsOnce() {
        try (Tape tape = Tape.float32()) {
            Conv2d first = Conv2d.same(tape.context(), 16, 16, 3);
            Conv2d second = Conv2d.same(tape.context(), 16, 16, 3);
            BatchNorm norm = new BatchNorm(tape.context(), 16);
            // Inputs of the first convolution, of the norm, and of the second one, which is the ReLU's result.
            ConvSteps steps =
                    ConvSteps.begin().convolve(first).normalise(norm).relu().convolve(second);
            assertThat(steps.activationBytes(INPUT, 4)).isEqualTo(4 * 3 * NUMBERS);
            ConvChain residual = ConvChain.residual(
                    tape.context(),
                    "test",
                    steps,
                    ConvSteps.begin().convolve(Conv2d.same(tape.context(), 16, 16, 1)),
                    1);
            assertThat(residual.activationBytes(INPUT)).isEqualTo(4 * 3 * NUMBERS);
        }
    }

    @Test
    void channelsArePaddedToBlocksButForPictures() {
        try (Tape tape = Tape.float32()) {
            assertThat(Conv2d.same(tape.context(), 8, 16, 3).activationBytes(new Shape(2, 8, 4, 4)))
                    .isEqualTo(4 * NUMBERS);
            assertThat(Conv2d.same(tape.context(), 3, 16, 3).activationBytes(new Shape(2, 3, 4, 4)))
                    .isEqualTo(4 * 3 * 2 * 4 * 4);
        }
    }

    @Test
    void anUnknownLayerMakesTheWholeUnknown() {
        try (Tape tape = Tape.float32()) {
            Conv2d known = Conv2d.same(tape.context(), 16, 16, 3);
            assertThat(Passes.of(known, new Unknown()).activationBytes(INPUT)).isNaN();
            assertThat(Passes.of(known, new Unknown()).passBytes(INPUT)).isNaN();
        }
    }

    private static final class Unknown extends Layer {
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
}
