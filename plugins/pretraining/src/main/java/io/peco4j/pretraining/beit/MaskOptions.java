package io.peco4j.pretraining.beit;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;

/** What a study may say about which patches are hidden; the defaults are the paper's share and BEiT's blocks. */
public record MaskOptions(
        @Describe("share of the patches that a mask aims to hide; 0.383 is the 75 of 196 of BEiT's code")
        @Default("0.4")
        @Range(min = 0.01, max = 0.95)
        double ratio,

        @Describe("area of the smallest block, in patches; at most a quarter of what a mask aims to hide")
        @Default("16")
        @Range(min = 1, max = 4096)
        int minPatches,

        @Describe(
                "area of the largest block, in patches, not below that of the smallest; 0: as many as a mask aims to hide")
        @Default("0")
        @Range(min = 0, max = 4096)
        int maxPatches,

        @Describe("smallest height by width of a block; the largest is its inverse")
        @Default("0.3")
        @Range(min = 0.01, max = 1)
        double minAspect) {}
