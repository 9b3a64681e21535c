package io.peco4j.nn.bootmae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Assembly;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.BlockStart;
import io.peco4j.nn.transformer.LayerNorm;
import io.peco4j.nn.transformer.Linear;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A transformer block whose tokens attend to each other, then to features of the encoder, before the MLP (Dong et al.
 * 2022, figure 3): {@code x + gamma_1 attn(norm1(x))}, {@code x + gamma_3 c_attn(norm3(x), norm4(features))},
 * {@code x + gamma_2 mlp(norm2(x))}; without layer scale the gammas are 1. One kernel call.
 *
 * <p>Queries and values have biases, keys none. Names are the original's: {@code attn.q_bias}, {@code attn.qkv},
 * {@code c_attn.q}, {@code c_attn.kv} and so on.
 */
public final class DecoderBlock extends Assembly {
    private static final List<String> CROSS = List.of("c_attn.", "norm3.", "norm4.");

    private final BlockShape shape;
    private final int source;
    private final DecoderBlockKernel kernel;
    private final List<NDArray> weights;
    private final List<NDArray> crossWeights;

    /**
     * A block with fresh weights.
     *
     * @param shape of its tokens; its kind of biases does not matter, since these are the original's
     * @param source channels of the injected features
     */
    public DecoderBlock(NetworkContext context, BlockShape shape, int source, BlockStart start) {
        this(context, shape, source, start, kernel(shape, context.precision()));
    }

    /** @param kernel of the same shape, shared by the blocks of a decoder */
    DecoderBlock(NetworkContext context, BlockShape shape, int source, BlockStart start, DecoderBlockKernel kernel) {
        Initial initial = Initial.of(context);
        int width = shape.width();
        int inner = shape.attentionWidth();
        this.shape = shape;
        this.source = source;
        this.kernel = kernel;
        if (shape.scaled()) {
            Stream.of("gamma_1", "gamma_2", "gamma_3")
                    .forEach(name -> parameter(name, initial.full((float) shape.layerScale(), width)));
        }
        Stream.of("attn.q_bias", "attn.v_bias", "c_attn.q_bias", "c_attn.v_bias")
                .forEach(name -> parameter(name, initial.zeros(inner)));
        child("norm1", new LayerNorm(context, width));
        child("attn.qkv", new Linear(context, start.qkv().draw(initial, 3L * inner, width), false));
        child("attn.proj", new Linear(context, inner, width, start.projection()));
        child("norm3", new LayerNorm(context, width));
        child("norm4", new LayerNorm(context, source));
        child("c_attn.q", new Linear(context, start.qkv().draw(initial, inner, width), false));
        child("c_attn.kv", new Linear(context, start.qkv().draw(initial, 2L * inner, source), false));
        child("c_attn.proj", new Linear(context, inner, width, start.projection()));
        child("norm2", new LayerNorm(context, width));
        child("mlp.fc1", new Linear(context, width, shape.mlpWidth(), start.linear()));
        child("mlp.fc2", new Linear(context, shape.mlpWidth(), width, start.projection()));
        // In the order of declaration, which is the kernel's.
        this.weights = List.copyOf(Parameters.state(this).values());
        this.crossWeights = Parameters.state(this).entrySet().stream()
                .filter(entry -> CROSS.stream().anyMatch(entry.getKey()::startsWith))
                .map(entry -> entry.getValue())
                .toList();
    }

    static DecoderBlockKernel kernel(BlockShape shape, Precision precision) {
        return new DecoderBlockKernel(shape, precision);
    }

    /**
     * One pass, of the shape of {@code x} and owned by its manager.
     *
     * @param x float32 (B, T, d)
     * @param features float32 (B, S, D)
     */
    public NDArray forward(NDArray x, NDArray features) {
        return kernel.run(arguments(x, features, weights));
    }

    /** What the cross-attention alone makes of {@code x}, before the residual connection. */
    public NDArray cross(NDArray x, NDArray features) {
        return kernel.cross(arguments(x, features, crossWeights));
    }

    private static List<NDArray> arguments(NDArray x, NDArray features, List<NDArray> weights) {
        List<NDArray> arguments = new ArrayList<>(weights.size() + 2);
        arguments.add(x);
        arguments.add(features);
        arguments.addAll(weights);
        return arguments;
    }

    /**
     * Bytes that one picture keeps for the backward pass: inputs of norms, maps and GELU, queries, keys and values of
     * both attentions, and their weights where they are written out.
     *
     * @param tokens T of the decoder
     * @param injected S of the encoder
     */
    double activationBytes(int tokens, int injected) {
        return kernel.activationBytes(shape, source, tokens, injected);
    }

    /**
     * Floating-point operations of one pass over one picture.
     *
     * @param tokens T of the decoder
     * @param injected S of the encoder
     */
    double flops(int tokens, int injected) {
        double inner = shape.attentionWidth();
        double queries = 2.0 * tokens * shape.width() * inner;
        double keysAndValues = 4.0 * injected * source * inner;
        double attention = 4.0 * tokens * injected * inner;
        return shape.flops(new Shape(1, tokens, shape.width())) + 2 * queries + keysAndValues + attention;
    }
}
