package io.peco4j.nn.transformer;

/**
 * How the weights of a transformer block start.
 *
 * @param qkv of queries, keys and values, each drawn on its own
 * @param linear of the first layer of the MLP
 * @param projection of what writes to the residual stream, {@code attn.proj} and {@code mlp.fc2}
 */
public record BlockStart(WeightRule qkv, WeightRule linear, WeightRule projection) {

    /** One rule for what reads the residual stream, another for what writes to it. */
    public static BlockStart of(WeightRule linear, WeightRule projection) {
        return new BlockStart(linear, linear, projection);
    }

    /** The same rule for all. */
    public static BlockStart of(WeightRule rule) {
        return of(rule, rule);
    }
}
