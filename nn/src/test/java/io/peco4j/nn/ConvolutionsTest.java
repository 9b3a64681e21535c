package io.peco4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.conv.PrecisionKernel;
import io.peco4j.nn.parity.Tape;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Convolutions equal the matrix products that they are, whatever lies in memory: results and gradients. */
final class ConvolutionsTest {
    private static final int POISON = 1 << 18;

    /** Of the largest number. */
    private static final double FLOAT32_ROUNDING = 1e-5;

    private static final double BFLOAT16_ROUNDING = 0.03;

    private static final String CONVOLUTION = """
            def forward(self, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
              return self.wide(self.conv2d(self.narrow(x), self.narrow(w), self.narrow(b), [@s, @s], [@p, @p], [1, 1], @g))
            """;

    private static final String PRODUCT = """
            def forward(self, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
              parts = torch.split(torch.to(x, 7), torch.size(w, 1), 1)
              kernels = torch.split(torch.to(w, 7), torch.size(w, 0) // @g, 0)
              results = annotate(List[Tensor], [])
              for i in range(@g):
                u = torch.im2col(parts[i], [@k, @k], [1, 1], [@p, @p], [@s, @s])
                results = torch.append(results, torch.matmul(torch.flatten(kernels[i], 1), u))
              side = (torch.size(x, 2) + 2 * @p - @k) // @s + 1
              y = torch.add(torch.cat(results, 1), torch.unsqueeze(torch.to(b, 7), 1))
              return torch.to(torch.reshape(y, [torch.size(x, 0), -1, side, side]), 6)
            """;

    private static final String TRANSPOSED = """
            def forward(self, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
              return self.wide(self.conv_transpose2d(self.narrow(x), self.narrow(w), self.narrow(b), [@s, @s], [@p, @p], [0, 0]))
            """;

    private static final String TRANSPOSED_PRODUCT = """
            def forward(self, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
              side = (torch.size(x, 2) - 1) * @s - 2 * @p + @k
              columns = torch.matmul(torch.t(torch.flatten(torch.to(w, 7), 1)), torch.flatten(torch.to(x, 7), 2))
              y = torch.col2im(columns, [side, side], [@k, @k], [1, 1], [@p, @p], [@s, @s])
              return torch.to(torch.add(y, torch.reshape(torch.to(b, 7), [1, -1, 1, 1])), 6)
            """;

    private record Geometry(int kernel, int stride, int padding, int groups) {
        String write(String text) {
            return text.replace("@k", Integer.toString(kernel))
                    .replace("@s", Integer.toString(stride))
                    .replace("@p", Integer.toString(padding))
                    .replace("@g", Integer.toString(groups));
        }
    }

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void convolutions(
            @ForAll @IntRange(min = 1, max = 36) int in,
            @ForAll @IntRange(min = 1, max = 36) int out,
            @ForAll @IntRange(min = 1, max = 5) int kernel,
            @ForAll @IntRange(min = 1, max = 2) int stride,
            @ForAll boolean ofPictures) {
        check(in, out, new Geometry(kernel, stride, kernel / 2, 1), ofPictures);
    }

    @Test
    void firstLayers() {
        for (int kernel : new int[] {1, 2, 3, 4, 7}) {
            for (boolean ofPictures : new boolean[] {false, true}) {
                check(3, 20, new Geometry(kernel, kernel > 3 ? 2 : 1, kernel / 2, 1), ofPictures);
            }
        }
    }

    @Test
    void groups() {
        check(6, 6, new Geometry(3, 1, 1, 6), true);
        check(32, 32, new Geometry(3, 2, 1, 32), true);
        check(20, 10, new Geometry(3, 1, 1, 5), true);
    }

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void transposed(
            @ForAll @IntRange(min = 1, max = 36) int in,
            @ForAll @IntRange(min = 1, max = 36) int out,
            @ForAll @IntRange(min = 2, max = 4) int kernel,
            @ForAll @IntRange(min = 1, max = 2) int stride) {
        transpose(in, out, new Geometry(kernel, stride, kernel > 2 ? 1 : 0, 1));
    }

    private static void transpose(int in, int out, Geometry geometry) {
        long[] weight = {in, out, geometry.kernel(), geometry.kernel()};
        for (Precision precision : Precision.values()) {
            compare(precision, geometry, true, TRANSPOSED, TRANSPOSED_PRODUCT, weight, out);
        }
    }

    /** An odd number of blocks of 16 channels, where the stride leaves gaps. */
    @Test
    void strides() {
        for (int channels : new int[] {48, 80, 96}) {
            for (int kernel = 2; kernel <= 4; kernel++) {
                Geometry geometry = new Geometry(kernel, 2, kernel / 2, 1);
                check(channels, 16, geometry, true);
                transpose(16, channels, geometry);
            }
            check(channels, channels, new Geometry(3, 2, 1, channels), true);
        }
    }

    @Test
    void torchsOwnIsRefused() {
        assertThatThrownBy(() -> Kernel.compile("mine", """
                        def forward(self, x: Tensor, w: Tensor) -> Tensor:
                          return torch.conv2d(x, w)
                        """))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("kernel mine calls torch.conv2d, which is wrong on some processors where channels are no"
                        + " multiple of 16: call self.conv2d instead, with all of its arguments");
    }

    private static void check(int in, int out, Geometry geometry, boolean ofPictures) {
        long[] weight = {out, in / geometry.groups(), geometry.kernel(), geometry.kernel()};
        for (Precision precision : Precision.values()) {
            compare(precision, geometry, ofPictures, CONVOLUTION, PRODUCT, weight, out);
        }
    }

    private static void compare(
            Precision precision,
            Geometry geometry,
            boolean ofPictures,
            String convolution,
            String product,
            long[] weight,
            int out) {
        Kernel tested = PrecisionKernel.compile("tested", precision, geometry.write(convolution));
        Kernel reference = Kernel.compile("reference", geometry.write(product));
        try (Tape tape = Tape.float32()) {
            long in = convolution.equals(TRANSPOSED) ? weight[0] : weight[1] * geometry.groups();
            // Around one: where a channel's pictures add up to nothing, so do all gradients of its weights.
            NDArray x = tape.manager().randomNormal(1, 1, new Shape(3, in, 8, 8), DataType.FLOAT32);
            x.setRequiresGradient(ofPictures);
            NDArray w = tape.leaf(weight);
            NDArray b = tape.leaf(out);
            List<NDArray> expected = results(tape, reference, x, w, b);
            List<NDArray> found = PoisonedMemory.around(tape.manager(), POISON, () -> results(tape, tested, x, w, b));
            double rounding = precision == Precision.FLOAT32 ? FLOAT32_ROUNDING : BFLOAT16_ROUNDING;
            for (int i = 0; i < found.size(); i++) {
                NDArray truth = expected.get(i);
                double largest = truth.abs().max().getFloat();
                assertThat((double) found.get(i).sub(truth).abs().max().getFloat())
                        .as(
                                "%s %s %s, gradient of pictures %s: result %d of %s",
                                precision, geometry, x.getShape(), ofPictures, i, out)
                        .isCloseTo(0, within(rounding * (1 + largest)));
            }
        }
    }

    /** The result, then the gradients of what has one. */
    private static List<NDArray> results(Tape tape, Kernel kernel, NDArray... arguments) {
        List<NDArray> all = new ArrayList<>();
        NDArray sum = tape.backward(() -> {
            NDArray y = kernel.apply(arguments);
            all.add(y);
            // Positive, so that bfloat16's rounding does not cancel out to a large share of a small sum.
            NDArray cotangent =
                    tape.manager().arange(0f, y.size(), 1f).sin().add(2f).reshape(y.getShape());
            return y.mul(cotangent).sum();
        });
        sum.close();
        for (NDArray argument : arguments) {
            if (argument.hasGradient()) {
                try (NDArray gradient = argument.getGradient()) {
                    all.add(gradient.duplicate());
                }
                JniUtils.zeroGrad((PtNDArray) argument);
            }
        }
        return all;
    }
}
