package io.peco4j.tokenizers.dalle;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;

/**
 * How much the divergence of the tokens' probabilities from uniform ones counts. DALL-E's weight rises to 6.6 over
 * 5,000 of 3,000,000 updates.
 */
public record Divergence(
        @Describe("what the sum over tokens counts beside the sum over pixels and channels, at full weight")
        @Default("6.6")
        @Range(min = 0, max = 1e6)
        double weight,

        @Describe("share of the training over which the weight rises from 0, linearly")
        @Default("0.0016667")
        @Range(min = 0, max = 1)
        double until) {

    /** Numbers that a token stands for: 8 x 8 pixels of three channels. */
    private static final double NUMBERS_PER_TOKEN = 192;

    /** What the mean over tokens counts beside the mean over pixels and channels. */
    double at(double progress) {
        double share = progress >= until ? 1 : progress / until;
        return weight * share / NUMBERS_PER_TOKEN;
    }
}
