package io.peco4j.nn.conv;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Layer;
import io.peco4j.nn.parity.Tape;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Layers promise the shapes that come out, and count the work that is done. */
final class ConvShapesTest {
    @Property(tries = 60)
    void convolutions(
            @ForAll @IntRange(min = 1, max = 4) int side,
            @ForAll @IntRange(min = 1, max = 3) int stride,
            @ForAll @IntRange(min = 0, max = 2) int padding,
            @ForAll @IntRange(min = 1, max = 2) int dilation,
            @ForAll @IntRange(min = 8, max = 13) int rows) {
        try (Tape tape = Tape.float32()) {
            ConvShape shape = ConvShape.of(4, 6, side)
                    .stride(stride)
                    .padding(padding)
                    .dilation(dilation)
                    .groups(2);
            Layer layer = new Conv2d(tape.context(), shape, ConvStart.uniform());
            Shape out = check(tape, layer, rows);
            // Each output sums over half of the input channels.
            assertThat(layer.flops(new Shape(2, 4, rows, 11))).isEqualTo(2.0 * out.size() * 2 * side * side);
        }
    }

    @Property(tries = 40)
    void transposedConvolutions(
            @ForAll @IntRange(min = 2, max = 4) int side,
            @ForAll @IntRange(min = 1, max = 3) int stride,
            @ForAll @IntRange(min = 0, max = 1) int padding,
            @ForAll @IntRange(min = 5, max = 9) int rows) {
        try (Tape tape = Tape.float32()) {
            int outputPadding = stride - 1;
            check(tape, new ConvTranspose2d(tape.context(), 4, 6, side, stride, padding, outputPadding), rows);
        }
    }

    @Property(tries = 80)
    void pooling(
            @ForAll @IntRange(min = 2, max = 4) int side,
            @ForAll @IntRange(min = 1, max = 5) int stride,
            @ForAll boolean padded,
            @ForAll boolean ceil,
            @ForAll @IntRange(min = 5, max = 13) int rows) {
        try (Tape tape = Tape.float32()) {
            int padding = padded ? side / 2 : 0;
            check(tape, Pool2d.max(side, stride, padding, ceil), rows);
            check(tape, Pool2d.average(side, stride, padding), rows);
        }
    }

    private static Shape check(Tape tape, Layer layer, int rows) {
        NDArray x = tape.leaf(2, 4, rows, 11);
        Shape out = layer.forward(x, false).getShape();
        assertThat(layer.outputShape(x.getShape())).isEqualTo(out);
        return out;
    }
}
