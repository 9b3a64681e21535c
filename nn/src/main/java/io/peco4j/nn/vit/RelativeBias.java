package io.peco4j.nn.vit;

/** Which tables of relative position bias an encoder has. */
public enum RelativeBias {
    /** None. */
    NONE,
    /** One for all blocks, {@code rel_pos_bias.relative_position_bias_table}: BEiT's pretraining. */
    SHARED,
    /** One in each block, {@code blocks.0.attn.relative_position_bias_table}: BEiT's fine-tuning. */
    PER_BLOCK
}
