package io.peco4j.nn.conv;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Precision;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Convolutions, norms, activations and poolings as one kernel, so that with bfloat16 everything between the first and
 * the last step is bfloat16; a residual sum is float32.
 *
 * <p>It owns no parameters: they belong to the layers that the steps name. (B, C, H, W) float32 in and out.
 */
public final class ConvChain {
    private final Precision precision;
    private final ConvSteps body;
    private final ConvSteps shortcut;
    private final List<NDArray> tensors;
    private final LateKernel training;
    private final LateKernel evaluation;

    private final boolean rectified;

    private ConvChain(String name, Precision precision, ConvSteps body, ConvSteps shortcut, String result) {
        this.rectified = result.startsWith("torch.relu");
        this.precision = precision;
        this.body = body;
        this.shortcut = shortcut;
        this.tensors = Stream.concat(body.tensors().stream(), shortcut.tensors().stream())
                .toList();
        String evaluating = source(false, result);
        String learning = source(true, result);
        this.evaluation = new LateKernel(() -> PrecisionKernel.compile(name, precision, evaluating));
        this.training = learning.equals(evaluating)
                ? evaluation
                : new LateKernel(() -> PrecisionKernel.compile(name, precision, learning));
    }

    /** The steps alone, in the context's precision. */
    public static ConvChain of(NetworkContext context, String name, ConvSteps body) {
        return new ConvChain(name, context.precision(), body, ConvSteps.begin(), "self.wide(h)");
    }

    /** The steps alone, always in float32. */
    public static ConvChain float32(String name, ConvSteps body) {
        return new ConvChain(name, Precision.FLOAT32, body, ConvSteps.begin(), "h");
    }

    /**
     * {@code shortcut(x) + gain * body(x)}.
     *
     * @param shortcut no step: x itself
     */
    public static ConvChain residual(
            NetworkContext context, String name, ConvSteps body, ConvSteps shortcut, double gain) {
        String sum =
                String.format(Locale.ROOT, "torch.add(%s, self.wide(h), alpha=%s)", shortcutResult(shortcut), gain);
        return new ConvChain(name, context.precision(), body, shortcut, sum);
    }

    /**
     * {@code relu(shortcut(x) + body(x))}: a block of ResNet.
     *
     * @param shortcut no step: x itself
     */
    public static ConvChain residualRelu(NetworkContext context, String name, ConvSteps body, ConvSteps shortcut) {
        String sum = String.format(Locale.ROOT, "torch.relu(torch.add(%s, self.wide(h)))", shortcutResult(shortcut));
        return new ConvChain(name, context.precision(), body, shortcut, sum);
    }

    /**
     * One pass; the result belongs to the manager of {@code x}.
     *
     * @param train whether batch norms normalise by the batch and move their running statistics
     * @throws IllegalArgumentException in training, if a batch norm would see one value per channel
     */
    public NDArray apply(NDArray x, boolean train) {
        if (train) {
            body.requireTrainable(x.getShape());
            shortcut.requireTrainable(x.getShape());
        }
        return (train ? training : evaluation).get().apply(x, tensors);
    }

    /** The shape of the result. */
    public Shape outputShape(Shape input) {
        return body.outputShape(input);
    }

    /** Floating-point operations of the convolutions, a multiply-add counts two. */
    public double flops(Shape input) {
        return body.flops(input) + shortcut.flops(input);
    }

    /** Bytes kept for the backward pass, as {@link io.peco4j.nn.Layer#activationBytes}. */
    public double activationBytes(Shape input) {
        int bytes = precision.bytes();
        double sum = body.activationBytes(input, bytes) + shortcut.activationBytes(input, bytes);
        boolean same = precision == Precision.FLOAT32 && body.keepsInput() && shortcut.keepsInput();
        boolean trained = tensors.stream().anyMatch(NDArray::hasGradient);
        double last = rectified && !trained
                ? Float.BYTES * (double) outputShape(input).size()
                : 0;
        return sum + last - (same ? bytes * (double) input.size() : 0);
    }

    private static String shortcutResult(ConvSteps shortcut) {
        return shortcut.isEmpty() ? "x" : "self.wide(s)";
    }

    private String source(boolean train, String result) {
        String arguments = IntStream.range(0, tensors.size())
                .mapToObj(i -> ", t" + i + ": Tensor")
                .collect(Collectors.joining());
        return "def forward(self, x: Tensor" + arguments + ") -> Tensor:\n"
                + "  h = self.narrow(x)\n"
                + body.code("h", 0, train)
                + (shortcut.isEmpty() ? "" : "  s = self.narrow(x)\n")
                + shortcut.code("s", body.tensors().size(), train)
                + "  return " + result + "\n";
    }
}
