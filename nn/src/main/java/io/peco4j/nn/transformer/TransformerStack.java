package io.peco4j.nn.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Transformer blocks in a row, children {@code 0}, {@code 1} and so on, which share one {@link BlockKernel}.
 *
 * <p>(B, N, D) float32 in and out.
 */
public final class TransformerStack extends Layer {
    private final StackShape shape;
    private final List<TransformerBlock> blocks;

    /** Where the blocks' relative positions come from. */
    public sealed interface Bias {
        /** There are none. */
        record None() implements Bias {}

        /** Every call passes one bias for all blocks. */
        record Passed() implements Bias {}

        /**
         * Each block has a table of its own.
         *
         * @param positions which row of it belongs to which pair of tokens
         */
        record PerBlock(RelativePositions positions) implements Bias {}
    }

    /** What one pass tells the blocks of relative positions. */
    public sealed interface Pairs {
        /** Nothing: there are none, or each block has a table for the tokens of the pass. */
        record Own() implements Pairs {}

        /**
         * One bias for all blocks.
         *
         * @param bias float32 (heads, N, N)
         */
        record Given(NDArray bias) implements Pairs {}

        /**
         * The tables of the blocks are for another grid than that of the tokens.
         *
         * @param positions of the tokens
         */
        record Resized(RelativePositions positions) implements Pairs {}
    }

    /** Blocks with fresh weights whose drop path draws from the engine's generator. */
    public TransformerStack(NetworkContext context, StackShape shape, IntFunction<BlockStart> start, Bias bias) {
        this(context, shape, start, bias, DropPath.Draws.ENGINE);
    }

    /**
     * Blocks with fresh weights.
     *
     * @param start of the block with that index, from 0
     * @param draws which samples drop path leaves out, block by block
     */
    public TransformerStack(
            NetworkContext context, StackShape shape, IntFunction<BlockStart> start, Bias bias, DropPath.Draws draws) {
        this.shape = shape;
        BlockKernel kernel = new BlockKernel(shape.block(), !(bias instanceof Bias.None), context.precision());
        @Nullable RelativePositions own = bias instanceof Bias.PerBlock perBlock ? perBlock.positions() : null;
        List<TransformerBlock> made = new ArrayList<>();
        for (int i = 0; i < shape.depth(); i++) {
            TransformerBlock block =
                    new TransformerBlock(context, shape.block(), kernel, start.apply(i), own, shape.dropPath(i), draws);
            made.add(child(Integer.toString(i), block));
        }
        this.blocks = List.copyOf(made);
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return features(x, new Pairs.Own(), List.of(shape.depth()), training).get(0);
    }

    /**
     * The residual stream after the given blocks. What lies between is closed, its graph lives on; {@code x} stays
     * open.
     *
     * @param pairs what the attention knows of relative positions, as the blocks were made for it
     * @param layers from 1 (after the first block) to the depth, ascending; no block after the last one is run
     * @throws IllegalArgumentException if the layers are none, not ascending or out of range
     */
    public List<NDArray> features(NDArray x, Pairs pairs, List<Integer> layers, boolean training) {
        check(layers);
        List<NDArray> kept = new ArrayList<>();
        NDArray stream = x;
        boolean wanted = true;
        for (int block = 1; kept.size() < layers.size(); block++) {
            NDArray next = forward(blocks.get(block - 1), stream, pairs, training);
            if (!wanted) {
                stream.close();
            }
            wanted = layers.contains(block);
            if (wanted) {
                kept.add(next);
            }
            stream = next;
        }
        return kept;
    }

    /**
     * How much each token takes from each other one in a block, by head: float32 (B, heads, N, N), rows that add up to
     * 1. Without dropout.
     *
     * @param pairs as for {@link #features}
     * @param layer from 1 to the depth
     */
    public NDArray attention(NDArray x, Pairs pairs, int layer) {
        if (layer == 1) {
            return blocks.get(0).attention(x, pairs);
        }
        try (NDArray before = features(x, pairs, List.of(layer - 1), false).get(0)) {
            return blocks.get(layer - 1).attention(before, pairs);
        }
    }

    private static NDArray forward(TransformerBlock block, NDArray x, Pairs pairs, boolean training) {
        if (pairs instanceof Pairs.Given given) {
            return block.forward(x, given.bias(), training);
        }
        return pairs instanceof Pairs.Resized resized
                ? block.forward(x, resized.positions(), training)
                : block.forward(x, training);
    }

    private void check(List<Integer> layers) {
        int before = 0;
        for (int layer : layers) {
            if (layer <= before || layer > shape.depth()) {
                throw new IllegalArgumentException(
                        "layers " + layers + " are not ascending from 1 to " + shape.depth());
            }
            before = layer;
        }
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("no layers");
        }
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
        return blocks.stream()
                .mapToDouble(block -> block.activationBytes(input))
                .sum();
    }

    @Override
    public double passBytes(Shape input) {
        return blocks.stream()
                .mapToDouble(block -> block.passBytes(input))
                .max()
                .orElse(0);
    }
}
