package io.peco4j.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A block whose forward pass is a typed method of one tensor.
 *
 * <p>A layer holds {@link Kernel kernels} and no per-call state, so that it may be called from several threads as long
 * as nobody trains it.
 */
public abstract non-sealed class Layer extends ParameterBlock {

    /**
     * One pass.
     *
     * @param x the layer's main input, in the shape that the subclass states
     * @param training whether dropout, drop path, batch statistics and moving averages are on
     * @return owned by the manager of {@code x}
     */
    public abstract NDArray forward(NDArray x, boolean training);

    /** The shape of {@link #forward}'s result. */
    public abstract Shape outputShape(Shape input);

    /**
     * Floating-point operations of the matrix products and convolutions of one forward pass; a multiply-add counts two.
     * Element-wise work counts nothing.
     */
    public abstract double flops(Shape input);

    /**
     * Bytes that one pass in training keeps for its backward pass, with gradients for the weights that gather them now:
     * what autograd saves within the layer and of its input, but not of its result, which the layer that reads it
     * counts. Vectors with a number or two per token or channel are left out.
     *
     * @return NaN where the layer does not say, and so for every network with such a layer
     */
    public double activationBytes(Shape input) {
        return Double.NaN;
    }

    /**
     * Bytes that one pass without a graph takes while it runs: half of what the largest layer within would keep in
     * training, which is about what it holds at a time.
     *
     * @return NaN where {@link #activationBytes} is
     */
    public double passBytes(Shape input) {
        return activationBytes(input) / 2;
    }

    @Override
    protected final NDList forwardInternal(
            ParameterStore parameterStore, NDList inputs, boolean training, PairList<String, Object> params) {
        return new NDList(forward(inputs.singletonOrThrow(), training));
    }

    @Override
    public final Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {outputShape(inputShapes[0])};
    }
}
