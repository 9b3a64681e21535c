package io.peco4j.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;

/** A block that makes one tensor of several, such as the maps of a pyramid; otherwise as {@link Layer}. */
public abstract non-sealed class JoinLayer extends ParameterBlock {

    /**
     * One pass.
     *
     * @param inputs in the number, order and shapes that the subclass states
     * @param training whether dropout, batch statistics and moving averages are on
     * @return owned by the manager of the first input
     */
    public abstract NDArray forward(List<NDArray> inputs, boolean training);

    /** The shape of {@link #forward}'s result. */
    public abstract Shape outputShape(List<Shape> inputs);

    /** As {@link Layer#flops}. */
    public abstract double flops(List<Shape> inputs);

    /** As {@link Layer#activationBytes}. */
    public double activationBytes(List<Shape> inputs) {
        return Double.NaN;
    }

    @Override
    protected final NDList forwardInternal(
            ParameterStore parameterStore, NDList inputs, boolean training, PairList<String, Object> params) {
        return new NDList(forward(inputs, training));
    }

    @Override
    public final Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {outputShape(List.of(inputShapes))};
    }
}
