package io.peco4j.nn;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A block whose passes take or give more than one tensor, through typed methods of its own; as a DJL block it only
 * names its parameters. Otherwise as {@link Layer}.
 */
public abstract non-sealed class Assembly extends ParameterBlock {

    /** @throws UnsupportedOperationException always: there is no single input */
    @Override
    protected final NDList forwardInternal(
            ParameterStore parameterStore, NDList inputs, boolean training, PairList<String, Object> params) {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " is called through its typed methods");
    }

    /** @throws UnsupportedOperationException always: there is no single input */
    @Override
    public final Shape[] getOutputShapes(Shape[] inputShapes) {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " is called through its typed methods");
    }
}
