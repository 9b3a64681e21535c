package com.acme.fsq;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.FromEncoder;
import io.peco4j.api.options.Range;
import io.peco4j.api.train.Recipe;
import java.util.List;

/** What a study may say about {@code acme.fsq}. */
public record FsqOptions(
        @Describe("side of the pictures that it trains on, in pixels") @FromEncoder @Range(min = 8, max = 1024)
        int image,

        @Describe("levels of each channel of a codeword; their product is the vocabulary size")
        @Default("[8, 5, 5, 5]")
        @Range(min = 2, max = 64)
        List<Integer> levels,

        @Describe("channels of the network; a multiple of 32") @Default("64") @Range(min = 32, max = 1024)
        int channels,

        @Describe("how often the picture's sides are halved: a token stands for 2 to the power of it pixels")
        @Default("2")
        @Range(min = 1, max = 5)
        int halvings,

        @Flat @Default("epochs = 20, batch = 64, learning-rate = 3e-4, warmup-epochs = 1, weight-decay = 0")
        Recipe recipe) {
    private static final int MOST_TOKENS = 1 << 16;
    private static final int GROUPS = 32;

    /** @throws IllegalArgumentException if the options contradict each other */
    public FsqOptions {
        levels = List.copyOf(levels);
        if (levels.isEmpty() || vocabularySize(levels) > MOST_TOKENS) {
            throw new IllegalArgumentException(
                    "levels = " + levels + ": their product should be from 2 to " + MOST_TOKENS);
        }
        if (channels % GROUPS != 0) {
            throw new IllegalArgumentException("channels = " + channels + " is not a multiple of " + GROUPS);
        }
        if (image % (1 << halvings) != 0) {
            throw new IllegalArgumentException(
                    "image = " + image + " cannot be halved " + halvings + " times without a rest");
        }
    }

    private static long vocabularySize(List<Integer> levels) {
        return levels.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }
}
