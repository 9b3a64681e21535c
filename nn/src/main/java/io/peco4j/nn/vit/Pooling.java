package io.peco4j.nn.vit;

/** What a classifier reads from an encoder's tokens. */
public enum Pooling {
    /** The class token after the encoder's final norm. */
    CLASS_TOKEN,
    /**
     * The mean of the patch tokens before that norm, then a norm of the classifier's own: BEiT, and MAE's fine-tuning.
     */
    MEAN
}
