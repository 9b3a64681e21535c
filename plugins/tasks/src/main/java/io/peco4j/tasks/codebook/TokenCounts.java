package io.peco4j.tasks.codebook;

import io.peco4j.api.task.Score;
import java.util.Arrays;
import java.util.List;

/** How often each token occurs: use of the codebook, perplexity, and what the tokens cost. */
final class TokenCounts {
    private static final double LOG_2 = Math.log(2);

    private final long[] counts;
    private long total;

    TokenCounts(int vocabulary) {
        this.counts = new long[vocabulary];
    }

    void add(long[] tokens) {
        for (long token : tokens) {
            counts[(int) token]++;
        }
        total += tokens.length;
    }

    /** Of the tokens' distribution, in bits. */
    double entropy() {
        double entropy = 0;
        for (long count : counts) {
            if (count > 0) {
                double share = (double) count / total;
                entropy -= share * Math.log(share) / LOG_2;
            }
        }
        return entropy;
    }

    /**
     * Use of the codebook, perplexity, bits per pixel of tokens of equal length, and after ideal coding by frequency.
     *
     * @param downsampling pixels per token along one side
     */
    List<Score> scores(int downsampling) {
        double pixels = (double) downsampling * downsampling;
        long used = Arrays.stream(counts).filter(count -> count > 0).count();
        return List.of(
                new Score("codebook use", 100.0 * used / counts.length, "%", Score.Better.HIGHER),
                new Score("perplexity", Math.pow(2, entropy()), "", Score.Better.HIGHER),
                new Score("rate", Math.log(counts.length) / LOG_2 / pixels, "bit/pixel", Score.Better.NEITHER),
                new Score("rate by frequency", entropy() / pixels, "bit/pixel", Score.Better.NEITHER));
    }
}
