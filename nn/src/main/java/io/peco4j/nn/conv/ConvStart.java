package io.peco4j.nn.conv;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Initial;

/** How the weight and the bias of a convolution start. */
public final class ConvStart {
    private final Draw weight;
    private final Draw bias;

    /** Numbers of the given shape for a convolution. */
    @FunctionalInterface
    private interface Draw {
        NDArray draw(Initial initial, ConvShape shape, long... size);
    }

    private ConvStart(Draw weight, Draw bias) {
        this.weight = weight;
        this.bias = bias;
    }

    /** Both uniform within {@code 1 / sqrt(fan in)}: PyTorch's default. */
    public static ConvStart uniform() {
        return new ConvStart(ConvStart::fanIn, ConvStart::fanIn);
    }

    /** Weight normal with the given deviation, bias 0. */
    public static ConvStart normal(double deviation) {
        return new ConvStart((initial, shape, size) -> initial.normal(deviation, size), ConvStart::zeros);
    }

    /** Weight normal with deviation {@code 1 / sqrt(fan in)}, bias 0: OpenAI's dVAE. */
    public static ConvStart normalByFanIn() {
        return new ConvStart(
                (initial, shape, size) -> initial.normal(1 / Math.sqrt(shape.fanIn()), size), ConvStart::zeros);
    }

    /**
     * Weight normal with deviation {@code sqrt(2 / fan out)}, bias 0: He et al. 2015, as torchvision and mmcv have it.
     */
    public static ConvStart kaiming() {
        return new ConvStart(
                (initial, shape, size) -> initial.normal(Math.sqrt(2.0 / shape.fanOut()), size), ConvStart::zeros);
    }

    /**
     * Weight uniform with variance {@code 1 / fan in}, bias 0: He et al. 2015, for convolutions that no ReLU follows.
     */
    public static ConvStart linearUniform() {
        return new ConvStart(
                (initial, shape, size) -> initial.uniform(Math.sqrt(3.0 / shape.fanIn()), size), ConvStart::zeros);
    }

    /** The same weight with PyTorch's default bias. */
    public ConvStart withUniformBias() {
        return new ConvStart(weight, ConvStart::fanIn);
    }

    /** A fresh weight (out, in / groups, k, k), for kernels that hold convolutions of their own. */
    public NDArray weight(Initial initial, ConvShape shape) {
        return weight.draw(initial, shape, shape.out(), shape.in() / shape.groups(), shape.kernel(), shape.kernel());
    }

    /** (out). */
    NDArray bias(Initial initial, ConvShape shape) {
        return bias.draw(initial, shape, shape.out());
    }

    private static NDArray fanIn(Initial initial, ConvShape shape, long... size) {
        return initial.fanInUniform(shape.fanIn(), size);
    }

    private static NDArray zeros(Initial initial, ConvShape shape, long... size) {
        return initial.zeros(size);
    }
}
