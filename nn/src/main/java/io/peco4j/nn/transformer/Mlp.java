package io.peco4j.nn.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Activation;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import java.util.List;

/**
 * Two linear maps with the exact GELU between them, {@code fc1} and {@code fc2}.
 *
 * <p>(B, N, D) float32 to the same shape. Run alone it is a composition of small kernels; inside a
 * {@link TransformerBlock} it is part of the block's one kernel. Hendrycks and Gimpel 2016 for the GELU.
 */
public final class Mlp extends Layer {
    private static final Kernel GELU = Activation.GELU.kernel();

    private final BlockShape shape;
    private final Linear fc1;
    private final Linear fc2;

    /** An MLP with fresh weights. */
    public Mlp(NetworkContext context, BlockShape shape, BlockStart start) {
        this.shape = shape;
        this.fc1 = child("fc1", new Linear(context, shape.width(), shape.mlpWidth(), start.linear()));
        this.fc2 = child("fc2", new Linear(context, shape.mlpWidth(), shape.width(), start.projection()));
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return fc2.forward(GELU.apply(fc1.forward(x, training)), training);
    }

    /** The arguments that a block's kernel takes from this layer, in its order. */
    List<NDArray> arguments() {
        return List.of(
                fc1.weight(), fc1.bias().orElseThrow(), fc2.weight(), fc2.bias().orElseThrow());
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public double flops(Shape input) {
        return shape.mlpFlops(input);
    }

    /** The inputs of both maps and, always float32, that of the GELU. */
    @Override
    public double activationBytes(Shape input) {
        Shape hidden = fc1.outputShape(input);
        return fc1.activationBytes(input) + Float.BYTES * (double) hidden.size() + fc2.activationBytes(hidden);
    }
}
