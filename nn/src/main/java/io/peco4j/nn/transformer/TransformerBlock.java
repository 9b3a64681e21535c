package io.peco4j.nn.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Layer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pre-norm transformer block: {@code x + gamma_1 attn(norm1(x))}, then {@code x + gamma_2 mlp(norm2(x))}; without
 * layer scale both gammas are 1.
 *
 * <p>(B, N, D) float32 in and out, one {@link BlockKernel} call. Children {@code norm1}, {@code attn}, {@code norm2},
 * {@code mlp}; {@link #composed} runs them one by one. Dosovitskiy et al. 2020, figure 1; Bao et al. 2021.
 */
public final class TransformerBlock extends Layer {
    private final BlockShape shape;
    private final BlockKernel kernel;
    private final LayerNorm norm1;
    private final Attention attn;
    private final LayerNorm norm2;
    private final Mlp mlp;
    private final @Nullable NDArray gamma1;
    private final @Nullable NDArray gamma2;
    private final @Nullable DropPath dropPath;

    /** A block whose drop path draws from the engine's generator. */
    public TransformerBlock(
            NetworkContext context,
            BlockShape shape,
            BlockKernel kernel,
            BlockStart start,
            @Nullable RelativePositions positions,
            double dropPath) {
        this(context, shape, kernel, start, positions, dropPath, DropPath.Draws.ENGINE);
    }

    /**
     * A block.
     *
     * @param kernel of the same shape; made with a bias if there are relative positions of either sort
     * @param start of the linear maps
     * @param positions relative positions with a table of this block's own; null: none, or a shared one
     * @param dropPath share of samples, from 0 to below 1, that skip a branch in training (Huang et al. 2016)
     * @param draws which samples those are
     */
    public TransformerBlock(
            NetworkContext context,
            BlockShape shape,
            BlockKernel kernel,
            BlockStart start,
            @Nullable RelativePositions positions,
            double dropPath,
            DropPath.Draws draws) {
        Initial initial = Initial.of(context);
        this.shape = shape;
        this.kernel = kernel;
        float scale = (float) shape.layerScale();
        this.gamma1 = shape.scaled() ? parameter("gamma_1", initial.full(scale, shape.width())) : null;
        this.gamma2 = shape.scaled() ? parameter("gamma_2", initial.full(scale, shape.width())) : null;
        this.norm1 = child("norm1", new LayerNorm(context, shape.width()));
        this.attn = child("attn", new Attention(context, shape, start, positions));
        this.norm2 = child("norm2", new LayerNorm(context, shape.width()));
        this.mlp = child("mlp", new Mlp(context, shape, start));
        this.dropPath = dropPath > 0 ? new DropPath(context.manager(), dropPath, draws) : null;
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return run(x, bias(x, null), training);
    }

    /**
     * One pass.
     *
     * @param sharedBias float32 (heads, N, N), added to the attention scores; null: none, or the block has a table of
     *     its own
     */
    public NDArray forward(NDArray x, @Nullable NDArray sharedBias, boolean training) {
        return run(x, bias(x, sharedBias), training);
    }

    /** One pass over tokens of another grid than that which the block's own table is for. */
    NDArray forward(NDArray x, RelativePositions pairs, boolean training) {
        return run(x, attn.bias(x, pairs).orElse(null), training);
    }

    /** How much each token takes from each other one, (B, heads, N, N); biases as in a pass. */
    NDArray attention(NDArray x, TransformerStack.Pairs pairs) {
        NDArray bias = pairs instanceof TransformerStack.Pairs.Resized resized
                ? attn.bias(x, resized.positions()).orElse(null)
                : bias(x, pairs instanceof TransformerStack.Pairs.Given given ? given.bias() : null);
        try (NDArray normal = norm1.forward(x, false)) {
            return attn.weights(normal, bias);
        }
    }

    private NDArray run(NDArray x, @Nullable NDArray bias, boolean training) {
        List<NDArray> arguments = new ArrayList<>(20);
        arguments.add(x);
        if (bias != null) {
            arguments.add(bias);
        }
        arguments.add(norm1.weight());
        arguments.add(norm1.bias());
        arguments.addAll(attn.arguments());
        arguments.add(norm2.weight());
        arguments.add(norm2.bias());
        arguments.addAll(mlp.arguments());
        if (gamma1 != null && gamma2 != null) {
            arguments.add(gamma1);
            arguments.add(gamma2);
        }
        if (training && dropPath != null) {
            try (NDArray attended = dropPath.kept(x);
                    NDArray mapped = dropPath.kept(x)) {
                arguments.addAll(List.of(dropPath.keep(), attended, mapped));
                return kernel.runDropping(arguments);
            }
        }
        return kernel.run(arguments);
    }

    /** The same pass without drop path, layer by layer: what the one kernel is tested against. */
    NDArray composed(NDArray x, @Nullable NDArray sharedBias) {
        NDArray attended = attn.forward(norm1.forward(x, false), bias(x, sharedBias));
        NDArray y = x.add(gamma1 == null ? attended : attended.mul(gamma1));
        NDArray mapped = mlp.forward(norm2.forward(y, false), false);
        return y.add(gamma2 == null ? mapped : mapped.mul(gamma2));
    }

    private @Nullable NDArray bias(NDArray x, @Nullable NDArray sharedBias) {
        return sharedBias == null ? attn.bias(x).orElse(null) : sharedBias;
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public double flops(Shape input) {
        return shape.flops(input);
    }

    @Override
    public double activationBytes(Shape input) {
        return kernel.activationBytes(input, norm1.weight().hasGradient());
    }
}
