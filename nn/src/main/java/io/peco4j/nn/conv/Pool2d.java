package io.peco4j.nn.conv;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Layer;
import java.util.Locale;

/**
 * The largest value or the mean of square windows of pixels, channel by channel: (B, C, H, W) to (B, C, H', W'), no
 * parameters.
 */
public final class Pool2d extends Layer {
    private final int side;
    private final int stride;
    private final int padding;
    private final boolean ceil;
    private final String expression;
    private final ConvChain chain;

    private Pool2d(int side, int stride, int padding, boolean ceil, String expression) {
        this.side = side;
        this.stride = stride;
        this.padding = padding;
        this.ceil = ceil;
        this.expression = String.format(Locale.ROOT, expression, side, stride, padding, ceil ? "True" : "False");
        this.chain = ConvChain.float32("pooling", ConvSteps.begin().pool(this));
    }

    /**
     * The largest value; what is beyond the border counts as minus infinity.
     *
     * @param side of a window in pixels
     * @param ceil whether a last window may reach beyond the border, so that sizes round up
     */
    public static Pool2d max(int side, int stride, int padding, boolean ceil) {
        return new Pool2d(
                side,
                stride,
                padding,
                ceil,
                "torch.max_pool2d(@, [%1$d, %1$d], [%2$d, %2$d], [%3$d, %3$d], [1, 1], %4$s)");
    }

    /** The mean; zeros beyond the border count. */
    public static Pool2d average(int side, int stride, int padding) {
        return new Pool2d(
                side,
                stride,
                padding,
                false,
                "torch.avg_pool2d(@, [%1$d, %1$d], [%2$d, %2$d], [%3$d, %3$d], %4$s, True, None)");
    }

    /** Whether it takes the largest value, and not the mean. */
    boolean largest() {
        return expression.contains("max_pool2d");
    }

    /** TorchScript of the pooled map. */
    String expression(String variable) {
        return expression.replace("@", variable);
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return chain.apply(x, training);
    }

    @Override
    public Shape outputShape(Shape input) {
        return new Shape(input.get(0), input.get(1), pooled(input.get(2)), pooled(input.get(3)));
    }

    @Override
    public double flops(Shape input) {
        return 0;
    }

    @Override
    public double activationBytes(Shape input) {
        return chain.activationBytes(input);
    }

    private long pooled(long input) {
        long room = input + 2L * padding - side;
        long windows = (ceil ? -Math.floorDiv(-room, (long) stride) : Math.floorDiv(room, (long) stride)) + 1;
        // A window that would begin beyond the input and its left border does not count.
        return ceil && (windows - 1) * stride >= input + padding ? windows - 1 : windows;
    }
}
