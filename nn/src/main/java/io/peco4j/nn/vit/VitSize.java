package io.peco4j.nn.vit;

import io.peco4j.nn.transformer.BlockShape;

/** The usual sizes: Dosovitskiy et al. 2020, table 1; tiny and small as in DeiT (Touvron et al. 2020). */
public enum VitSize {
    /** 5.7M parameters with patches of 16. */
    TINY(192, 12, 3),
    /** 22M. */
    SMALL(384, 12, 6),
    /** 86M. */
    BASE(768, 12, 12),
    /** 304M. */
    LARGE(1024, 24, 16),
    /** 632M with patches of 14. */
    HUGE(1280, 32, 16);

    private final int width;
    private final int depth;
    private final int heads;

    VitSize(int width, int depth, int heads) {
        this.width = width;
        this.depth = depth;
        this.heads = heads;
    }

    /** Number of transformer blocks. */
    public int depth() {
        return depth;
    }

    /** Its blocks, plain: fused biases, no layer scale. */
    public BlockShape block() {
        return BlockShape.plain(width, heads);
    }
}
