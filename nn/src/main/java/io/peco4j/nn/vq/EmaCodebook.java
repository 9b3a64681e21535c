package io.peco4j.nn.vq;

/**
 * How a moving-average codebook begins and moves.
 *
 * @param decay what a step keeps of the averages, from 0 to below 1; 0.99 in van den Oord et al. 2017
 * @param epsilon added to each cluster's size (Laplace smoothing); 1e-5
 * @param initial where the codewords start
 * @param reviveBelow a codeword whose average size per step falls below this is replaced by a random vector of the
 *     latest batch; 0: never
 */
public record EmaCodebook(double decay, double epsilon, Initial initial, double reviveBelow) {

    /** The usual numbers: decay 0.99, epsilon 1e-5, normal start, no revival. */
    public static EmaCodebook standard() {
        return new EmaCodebook(0.99, 1e-5, Initial.NORMAL, 0);
    }

    /** Where codewords start. */
    public enum Initial {
        /** Standard normal; each codeword counts as one vector seen. */
        NORMAL,
        /** Ten iterations of k-means over the first batch that is trained on, from a random choice of its vectors. */
        K_MEANS
    }
}
