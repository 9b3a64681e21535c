package io.peco4j.nn.mask;

/** Where hidden patches lie. */
public enum MaskPattern {
    /** In rectangles (Bao et al. 2021). */
    BLOCKS,
    /** Anywhere, each patch for itself (He et al. 2021). */
    RANDOM
}
