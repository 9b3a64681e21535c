package io.peco4j.tokenizers.dalle;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;

/** How the relaxation of the tokens hardens; DALL-E's goes from 1 to 1/16 over 150,000 of 3,000,000 updates. */
public record Annealing(
        @Describe("at the start of the training") @Default("1") @Range(min = 1e-3, max = 100)
        double first,

        @Describe("after the fall; at 1/16 relaxed and hard tokens hardly differ")
        @Default("0.0625")
        @Range(min = 1e-3, max = 100)
        double last,

        @Describe("share of the training over which it falls, along half a cosine")
        @Default("0.05")
        @Range(min = 0, max = 1)
        double until) {

    /** The temperature where a share of the training lies behind. */
    double at(double progress) {
        double done = progress >= until ? 1 : progress / until;
        return last + (first - last) * (1 + Math.cos(Math.PI * done)) / 2;
    }
}
