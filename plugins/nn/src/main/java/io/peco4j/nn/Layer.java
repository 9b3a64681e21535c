package io.peco4j.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A DJL block whose parameters exist from construction on, and whose forward pass is a typed method.
 *
 * <p>Subclasses create their parameters, buffers and children in the constructor, under the names of the original
 * implementation; {@link Parameters} joins them with dots. A layer holds {@link Kernel kernels} and no per-call state,
 * so that it may be called from several threads as long as nobody trains it.
 */
public abstract class Layer extends AbstractBlock {

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

    /** Adds a trainable tensor. The array must belong to the context's manager. */
    protected final NDArray parameter(String name, NDArray value) {
        value.setRequiresGradient(true);
        return add(name, value, true);
    }

    /** Adds a tensor that is saved with the layer and never gets a gradient. */
    protected final NDArray buffer(String name, NDArray value) {
        return add(name, value, false);
    }

    /** Adds a child under the name that its parameters are prefixed with. */
    protected final <B extends Block> B child(String name, B block) {
        return addChildBlock(name, block);
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

    private NDArray add(String name, NDArray value, boolean trainable) {
        Parameter parameter = addParameter(Parameter.builder()
                .setName(name)
                .setType(Parameter.Type.OTHER)
                .optRequiresGrad(trainable)
                .build());
        parameter.setArray(value);
        // DJL names the array after its parameter, and a dot in an array's name makes it a dictionary entry in a
        // kernel.
        value.setName("");
        return value;
    }
}
