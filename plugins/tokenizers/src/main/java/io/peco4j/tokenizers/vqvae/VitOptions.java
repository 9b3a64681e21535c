package io.peco4j.tokenizers.vqvae;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;
import io.peco4j.nn.vit.VitSize;

/** The transformers of a tokenizer. A patch is a token: as large as the stages of {@code multipliers} say. */
public record VitOptions(
        @Describe(
                "width/blocks/heads: tiny 192/12/3, small 384/12/6, base 768/12/12, large 1024/24/16, huge 1280/32/16")
        @Default("base")
        VitSize size,

        @Describe("number of blocks; 0: as many as the size has") @Default("0") @Range(min = 0, max = 1000)
        int depth) {

    /** Number of blocks. */
    int blocks() {
        return depth == 0 ? size.depth() : depth;
    }
}
