package io.peco4j.nn.vit;

/** What is added to the tokens to say where they are: {@code pos_embed} (1, 1 + N, D). */
public enum Positions {
    /** Nothing; for encoders with a relative position bias. */
    NONE,
    /** A parameter, resized for pictures of other sizes as MAE and BEiT do. */
    LEARNED,
    /** A parameter, resized for pictures of other sizes as DINO does. */
    LEARNED_DINO,
    /** A fixed table of sines and cosines in the order of MAE; zeros for the class token. */
    SIN_COS,
    /** The same in the order of MoCo v3. */
    SIN_COS_MOCO
}
