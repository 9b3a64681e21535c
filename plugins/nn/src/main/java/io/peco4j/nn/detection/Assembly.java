package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A block whose passes take and give more than one array, through typed methods of its own; as a block it only names
 * its parameters. Otherwise as {@link io.peco4j.nn.Layer}.
 */
abstract class Assembly extends AbstractBlock {

    /** Adds a trainable tensor; names may hold dots. */
    final NDArray parameter(String name, NDArray value) {
        value.setRequiresGradient(true);
        Parameter parameter = addParameter(
                Parameter.builder().setName(name).setType(Parameter.Type.OTHER).build());
        parameter.setArray(value);
        // A dot in an array's name makes it a dictionary entry in a kernel.
        value.setName("");
        return value;
    }

    /** Adds a child under the name that its parameters are prefixed with. */
    final <B extends Block> B child(String name, B block) {
        return addChildBlock(name, block);
    }

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
