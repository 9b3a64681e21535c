package io.peco4j.runtime.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.PoisonedMemory;
import java.util.Locale;

/**
 * How far a convolution of odd channels is from the matrix product that it equals, on memory full of NaN.
 *
 * <p>On some processors oneDNN computes with what lies in its own padding. Kernels therefore pad channels themselves;
 * this shows whether that helps. A tiny convolution in float32 and in bfloat16, less than a millisecond of work.
 *
 * @param deviation as a share of the largest result; NaN if there are any
 */
public record ConvolutionCheck(double deviation) {
    /** Rounding of bfloat16 is 2^-8 of a result; garbage is larger by far, or NaN. */
    private static final double TOLERANCE = 0.05;

    private static final int IN = 20;
    private static final int OUT = 27;
    private static final int SIDE = 8;
    private static final int LARGEST_BLOCK = 1 << 16;

    private static final String SOURCE = """
            def forward(self, x: Tensor, w: Tensor) -> Tensor:
              u = torch.im2col(x, [3, 3], [1, 1], [1, 1], [1, 1])
              product = torch.reshape(torch.matmul(torch.flatten(w, 1), u), [torch.size(x, 0), -1, @side, @side])
              full = self.off(self.tested(x, w), product)
              half = self.off(self.tested(torch.to(x, 15), torch.to(w, 15)), product)
              return torch.maximum(full, half)

            def off(self, y: Tensor, product: Tensor) -> Tensor:
              return torch.div(torch.max(torch.abs(torch.sub(torch.to(y, 6), product))), torch.max(torch.abs(product)))

            def tested(self, x: Tensor, w: Tensor) -> Tensor:
              return @convolution
            """;

    private static final String PADDED = "self.conv2d(x, w, None, [1, 1], [1, 1], [1, 1], 1)";

    private static final String PLAIN = "torch.convolution(x, w, None, [1, 1], [1, 1], [1, 1], False, [0, 0], 1)";

    /** Of what kernels compute; the engine is loaded. */
    public static ConvolutionCheck ofKernels() {
        return of(PADDED);
    }

    /** Of torch's own operator, which nothing here calls, but a plugin may; the engine is loaded. */
    public static ConvolutionCheck ofTorch() {
        return of(PLAIN);
    }

    private static ConvolutionCheck of(String convolution) {
        Kernel kernel = Kernel.compile(
                "convolution check",
                SOURCE.replace("@side", Integer.toString(SIDE)).replace("@convolution", convolution));
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray x = waves(manager, 2, IN, SIDE, SIDE);
            NDArray w = waves(manager, OUT, IN, 3, 3);
            return new ConvolutionCheck(PoisonedMemory.around(manager, LARGEST_BLOCK, () -> kernel.apply(x, w))
                    .getFloat());
        }
    }

    /** Whether it is rounding at most. */
    public boolean right() {
        return deviation <= TOLERANCE;
    }

    /** The deviation as people read it, such as {@code 0.3 % of the largest result}, or {@code NaN}. */
    public String text() {
        return Double.isNaN(deviation)
                ? "NaN"
                : String.format(Locale.ROOT, "%.1f %% of the largest result", 100 * deviation);
    }

    private static NDArray waves(NDManager manager, long... shape) {
        Shape all = new Shape(shape);
        return manager.arange(0f, all.size(), 1f).sin().reshape(all);
    }
}
