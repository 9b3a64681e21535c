package io.peco4j.nn.transformer;

/** Which biases the projection to queries, keys and values has. */
public enum QkvBias {
    /** None. */
    NONE,
    /** One vector for all three, {@code attn.qkv.bias}: timm, MAE, MoCo v3. */
    FUSED,
    /** {@code attn.q_bias} and {@code attn.v_bias}; keys have none: BEiT. */
    QUERY_VALUE
}
