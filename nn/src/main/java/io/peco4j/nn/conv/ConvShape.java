package io.peco4j.nn.conv;

import ai.djl.ndarray.types.Shape;
import java.util.Locale;

/**
 * The geometry of a convolution with a square kernel.
 *
 * @param in input channels, a multiple of {@code groups}
 * @param out output channels, a multiple of {@code groups}
 * @param kernel side of the kernel in pixels
 * @param stride pixels between neighbouring outputs
 * @param padding rows and columns of zeros on each side
 * @param dilation pixels between neighbouring taps
 * @param groups parts of the channels that do not see each other
 * @param bias whether each output channel has a bias
 */
public record ConvShape(int in, int out, int kernel, int stride, int padding, int dilation, int groups, boolean bias) {
    /** Kernels pad channels to multiples of it. */
    private static final long BLOCK = 16;

    private static final int PICTURE = 3;

    /** @throws IllegalArgumentException if the channels are no multiples of the groups */
    public ConvShape {
        if (in % groups != 0 || out % groups != 0) {
            throw new IllegalArgumentException(in + " and " + out + " channels are not multiples of " + groups);
        }
    }

    /** Stride 1, no padding, with bias. */
    public static ConvShape of(int in, int out, int kernel) {
        return new ConvShape(in, out, kernel, 1, 0, 1, 1, true);
    }

    /** As {@link #of}, padded so that height and width stay; {@code kernel} is odd. */
    public static ConvShape same(int in, int out, int kernel) {
        return of(in, out, kernel).padding(kernel / 2);
    }

    /** The same with another stride. */
    public ConvShape stride(int pixels) {
        return new ConvShape(in, out, kernel, pixels, padding, dilation, groups, bias);
    }

    /** The same with another padding. */
    public ConvShape padding(int pixels) {
        return new ConvShape(in, out, kernel, stride, pixels, dilation, groups, bias);
    }

    /** The same with another dilation. */
    public ConvShape dilation(int pixels) {
        return new ConvShape(in, out, kernel, stride, padding, pixels, groups, bias);
    }

    /** The same with another number of groups. */
    public ConvShape groups(int number) {
        return new ConvShape(in, out, kernel, stride, padding, dilation, number, bias);
    }

    /** The same without bias, as before a norm. */
    public ConvShape withoutBias() {
        return new ConvShape(in, out, kernel, stride, padding, dilation, groups, false);
    }

    /** Inputs of each output. */
    public long fanIn() {
        return (long) in / groups * kernel * kernel;
    }

    /** Output channels times taps, what PyTorch calls the fan out. */
    public long fanOut() {
        return (long) out * kernel * kernel;
    }

    /** (B, in, H, W) to (B, out, H', W'). */
    public Shape outputShape(Shape input) {
        return new Shape(input.get(0), out, side(input.get(2)), side(input.get(3)));
    }

    /** Floating-point operations, a multiply-add counts two. */
    public double flops(Shape input) {
        return 2.0 * outputShape(input).size() * fanIn();
    }

    /**
     * Numbers that a convolution keeps of its input for the gradient of its weight: channels are padded to blocks of
     * 16, but for pictures.
     */
    double keptOf(Shape input) {
        long channels = aligned() ? in : (in + BLOCK - 1) / BLOCK * BLOCK;
        return (double) input.get(0) * channels * input.get(2) * input.get(3);
    }

    /** Whether the input is kept as it is and not as a padded copy. */
    boolean aligned() {
        return in % BLOCK == 0 || in == PICTURE;
    }

    /** Stride, padding, dilation and groups as TorchScript arguments. */
    String arguments() {
        return String.format(
                Locale.ROOT, "[%1$d, %1$d], [%2$d, %2$d], [%3$d, %3$d], %4$d", stride, padding, dilation, groups);
    }

    private long side(long input) {
        return (input + 2L * padding - (dilation * (kernel - 1L) + 1)) / stride + 1;
    }
}
