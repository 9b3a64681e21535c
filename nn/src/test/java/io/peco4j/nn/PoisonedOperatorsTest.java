package io.peco4j.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.peco4j.nn.parity.Gradients;
import io.peco4j.nn.parity.Tape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Operators that networks are made of, at odd sizes: none reads memory that nobody wrote, forward or backward. */
final class PoisonedOperatorsTest {
    private static final int POISON = 1 << 20;

    /**
     * An operator.
     *
     * @param code TorchScript of x and w
     * @param x shape of the input
     * @param w shape of the weight
     */
    private record Operator(String code, long[] x, long[] w) {
        @Override
        public String toString() {
            return code + " of " + Arrays.toString(x) + " and " + Arrays.toString(w);
        }

        Kernel compile(int type) {
            return Kernel.compile("operator", String.format(Locale.ROOT, """
                    def forward(self, a: Tensor, b: Tensor) -> Tensor:
                      x = torch.to(a, %1$d)
                      w = torch.to(b, %1$d)
                      return torch.to(%2$s, 6)
                    """, type, code));
        }
    }

    static Stream<Operator> operators() {
        return Stream.of(
                of("torch.linear(x, w, None)", shape(3, 7, 19), shape(13, 19)),
                of("torch.linear(x, w, None)", shape(5, 33), shape(1, 33)),
                of("torch.matmul(x, w)", shape(17, 23), shape(23, 9)),
                of("torch.bmm(x, w)", shape(3, 5, 11), shape(3, 11, 7)),
                of("torch.einsum(\"bnhw,nd->bdhw\", [x, w])", shape(2, 5, 3, 7), shape(5, 9)),
                of("torch.scaled_dot_product_attention(x, w, w)", shape(2, 3, 17, 20), shape(2, 3, 17, 20)),
                of("torch.layer_norm(x, [37], w, None, 1.0e-06, True)", shape(3, 5, 37), shape(37)),
                of("torch.group_norm(x, 3, w, None, 1.0e-06, True)", shape(2, 21, 5, 7), shape(21)),
                of(
                        "torch.batch_norm(x, w, None, None, None, True, 0.1, 1.0e-05, False)",
                        shape(3, 21, 5, 7),
                        shape(21)),
                of(
                        "torch.mul(torch.max_pool2d(x, [3, 3], [2, 2], [1, 1], [1, 1], False), w)",
                        shape(2, 5, 9, 11),
                        shape(1)),
                of("torch.mul(torch.avg_pool2d(x, [3, 3], [2, 2], [1, 1]), w)", shape(2, 5, 9, 11), shape(1)),
                of("torch.mul(torch.adaptive_avg_pool2d(x, [3, 2]), w)", shape(2, 5, 9, 11), shape(1)),
                of("torch.mul(torch.upsample_nearest2d(x, [13, 7]), w)", shape(2, 5, 9, 11), shape(1)),
                of("torch.mul(torch.upsample_bilinear2d(x, [13, 7], False), w)", shape(2, 5, 9, 11), shape(1)),
                of("torch.mul(torch.upsample_bicubic2d(x, [13, 7], False), w)", shape(2, 5, 9, 11), shape(1)),
                of("torch.mul(torch.im2col(x, [3, 3], [1, 1], [1, 1], [2, 2]), w)", shape(2, 5, 9, 11), shape(1)),
                of("torch.mul(torch.gelu(x), w)", shape(3, 37), shape(37)),
                of("torch.mul(torch.softmax(x, 1), w)", shape(3, 37), shape(37)),
                of("torch.mul(torch.log_softmax(x, 1), w)", shape(3, 37), shape(37)),
                of("torch.cdist(torch.to(x, 6), torch.to(w, 6))", shape(5, 13), shape(7, 13)));
    }

    @ParameterizedTest
    @MethodSource("operators")
    void readsOnlyWhatWasWritten(Operator operator) {
        for (int type : new int[] {6, 15}) {
            Kernel kernel = operator.compile(type);
            try (Tape tape = Tape.float32()) {
                NDArray x = tape.leaf(operator.x());
                NDArray w = tape.leaf(operator.w());
                List<List<Float>> before = results(tape, kernel, x, w);
                List<List<Float>> poisoned =
                        PoisonedMemory.around(tape.manager(), POISON, () -> results(tape, kernel, x, w));
                assertThat(poisoned)
                        .as("result and gradients on memory full of NaN, type " + type)
                        .isEqualTo(before);
                assertThat(before.get(0)).allMatch(value -> Float.isFinite(value));
            }
        }
    }

    private static List<List<Float>> results(Tape tape, Kernel kernel, NDArray x, NDArray w) {
        List<List<Float>> all = new ArrayList<>();
        tape.backward(() -> {
                    NDArray y = kernel.apply(x, w);
                    all.add(numbers(y));
                    return y.sum();
                })
                .close();
        for (NDArray argument : List.of(x, w)) {
            try (NDArray gradient = Gradients.take(argument)) {
                all.add(numbers(gradient));
            }
        }
        return all;
    }

    private static List<Float> numbers(NDArray tensor) {
        List<Float> values = new ArrayList<>();
        for (float value : tensor.toType(DataType.FLOAT32, true).toFloatArray()) {
            values.add(value);
        }
        return values;
    }

    private static Operator of(String code, long[] x, long[] w) {
        return new Operator(code, x, w);
    }

    private static long[] shape(long... sizes) {
        return sizes;
    }
}
