package io.peco4j.nn.video;

/** Which tokens of a video see each other: Bertasius et al. 2021, figure 2. */
public enum VideoAttention {
    /** The same patch of all frames first, then all patches of one frame: the method of the paper. */
    DIVIDED,
    /** All patches of all frames at once. */
    JOINT,
    /** The patches of one frame only; frames meet in the mean of the last tokens. */
    SPACE_ONLY
}
