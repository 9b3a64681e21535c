package io.peco4j.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;

/**
 * A DJL block whose parameters exist from construction on.
 *
 * <p>Subclasses create their parameters, buffers and children in the constructor, under the names of the original
 * implementation; {@link Parameters} joins them with dots.
 */
public abstract sealed class ParameterBlock extends AbstractBlock permits Layer, JoinLayer, Assembly {
    ParameterBlock() {}

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
