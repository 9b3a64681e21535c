package io.peco4j.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.nn.parity.Tape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both ways to a linear map give the same numbers and gradients, whatever the shape. */
final class LinearMapsTest {
    private static final double ROUNDING = 1e-5;

    private static final String WITH_BIAS = """
            def forward(self, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
              return self.linear(x, w, b)
            """;

    private static final String WITHOUT = """
            def forward(self, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
              return self.linear(torch.transpose(x, 0, 1), w, None)
            """;

    /** Where the input comes from and goes to: large enough for the convolution, too small, no whole blocks, none. */
    static Stream<Shape> shapes() {
        return Stream.of(
                new Shape(65, 40, 64, 192),
                new Shape(1, 300, 192, 208),
                new Shape(1, 7, 32, 32),
                new Shape(30, 40, 100, 112),
                new Shape(30, 40, 96, 90),
                new Shape(1, 0, 512, 512));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void areEqual(Shape shape) {
        for (String text : List.of(WITH_BIAS, WITHOUT)) {
            try (Tape tape = Tape.float32()) {
                NDList product = results(tape, Kernel.compile("product", text, LinearMaps.MATRIX_PRODUCT), shape);
                NDList convolution = results(tape, Kernel.compile("convolution", text, LinearMaps.CONVOLUTION), shape);
                for (int i = 0; i < product.size(); i++) {
                    assertThat(convolution.get(i).getShape())
                            .isEqualTo(product.get(i).getShape());
                    assertThat(off(product.get(i), convolution.get(i))).isLessThan(ROUNDING);
                }
            }
        }
    }

    @Test
    void otherTypesAreTorchs() {
        try (Tape tape = Tape.float32()) {
            NDArray x = tape.manager().randomNormal(new Shape(400, 192)).toType(DataType.FLOAT64, false);
            NDArray w = tape.manager().randomNormal(new Shape(192, 192)).toType(DataType.FLOAT64, false);
            NDArray b = tape.manager().zeros(new Shape(192), DataType.FLOAT64);
            NDArray y =
                    Kernel.compile("double", WITH_BIAS, LinearMaps.CONVOLUTION).apply(x, w, b);
            assertThat(y.getDataType()).isEqualTo(DataType.FLOAT64);
            assertThat(off(x.matMul(w.transpose()), y)).isLessThan(1e-12);
        }
    }

    /** The result and the gradients of input and weights. */
    private static NDList results(Tape tape, Kernel kernel, Shape shape) {
        tape.manager().getEngine().setRandomSeed(5);
        NDArray x = tape.leaf(shape.get(0), shape.get(1), shape.get(2));
        NDArray w = tape.leaf(shape.get(3), shape.get(2));
        NDArray b = tape.leaf(shape.get(3));
        NDArray y = GradientMode.on(() -> kernel.apply(x, w, b));
        NDArray gradient = tape.manager().randomNormal(y.getShape());
        JniUtils.backward((PtNDArray) y, (PtNDArray) gradient, false, false);
        return new NDList(y, x.getGradient(), w.getGradient());
    }

    /** The largest deviation, as a share of the largest number. */
    private static double off(NDArray expected, NDArray actual) {
        return expected.isEmpty() ? 0 : largest(expected.sub(actual)) / Math.max(Double.MIN_NORMAL, largest(expected));
    }

    private static double largest(NDArray array) {
        return array.abs().max().toType(DataType.FLOAT64, false).getDouble();
    }
}
