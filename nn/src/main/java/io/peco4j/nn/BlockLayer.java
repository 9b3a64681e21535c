package io.peco4j.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import io.peco4j.api.model.NetworkContext;
import java.util.function.ToDoubleFunction;

/**
 * Any DJL block as a layer among ours: with parameters from construction on, initial values from the context's
 * randomness, and dotted names with DJL's words ({@code weight}, {@code 0.runningMean}).
 *
 * <p>The block's tensors are float32 whatever the context's precision, and its running statistics count as buffers.
 */
public final class BlockLayer extends Layer {
    private final Block block;
    private final ToDoubleFunction<Shape> flops;
    private final ParameterStore store;

    /**
     * Initialises a block. DJL's initialisers draw from the engine's own generator, so this seeds that generator,
     * for the whole process: code that draws from it afterwards sets its seed first, as training does before each pass.
     *
     * @param block with one input and one output; belongs to this layer from now on
     * @param input the shape that the block is initialised for; the first dimension may differ later
     * @param flops of a forward pass by the shape of its input, as {@link Layer#flops} counts them
     */
    public BlockLayer(NetworkContext context, Block block, Shape input, ToDoubleFunction<Shape> flops) {
        this.flops = flops;
        this.store = new ParameterStore(context.manager(), false);
        context.manager().getEngine().setRandomSeed(context.random().nextInt());
        block.initialize(context.manager(), DataType.FLOAT32, input);
        for (Pair<String, Parameter> entry : block.getParameters()) {
            NDArray array = entry.getValue().getArray();
            array.setRequiresGradient(entry.getValue().requiresGradient());
            // A dot in an array's name makes it a dictionary entry in a kernel.
            array.setName("");
        }
        // Without a name of its own: the block's parameters stand directly under this layer's.
        this.block = child("", block);
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return block.forward(store, new NDList(x), training).singletonOrThrow();
    }

    @Override
    public Shape outputShape(Shape input) {
        return block.getOutputShapes(new Shape[] {input})[0];
    }

    @Override
    public double flops(Shape input) {
        return flops.applyAsDouble(input);
    }
}
