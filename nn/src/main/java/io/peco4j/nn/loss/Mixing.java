package io.peco4j.nn.loss;

import java.util.random.RandomGenerator;

/**
 * How batches are mixed in training: mixup with a share from Beta(a, a), cutmix with one from Beta(b, b), and a coin
 * where both are on. Timm's recipe for whole batches.
 *
 * @param mixup a; 0: no mixup
 * @param cutmix b; 0: no cutmix
 * @param probability of mixing a batch at all
 * @param cutmixProbability of cutmix where both are on
 */
public record Mixing(double mixup, double cutmix, double probability, double cutmixProbability) {
    /** @throws IllegalArgumentException if a parameter is negative or a probability above 1 */
    public Mixing {
        if (mixup < 0 || cutmix < 0 || !unit(probability) || !unit(cutmixProbability)) {
            throw new IllegalArgumentException("mixup " + mixup + ", cutmix " + cutmix + ", probabilities "
                    + probability + " and " + cutmixProbability);
        }
    }

    /** A way for a batch of pictures of the given size, in pixels. */
    public Mix draw(RandomGenerator random, int height, int width) {
        if ((mixup == 0 && cutmix == 0) || random.nextDouble() >= probability) {
            return new Mix.Plain();
        }
        boolean paste = mixup == 0 || (cutmix > 0 && random.nextDouble() < cutmixProbability);
        double share = beta(random, paste ? cutmix : mixup);
        return paste ? box(random, share, height, width) : new Mix.Blend(share);
    }

    /**
     * A box that covers {@code 1 - share} of a picture up to rounding, around a uniform centre, cut off at the borders;
     * the share of the result is what remains outside it.
     */
    public static Mix.Paste box(RandomGenerator random, double share, int height, int width) {
        return box(share, height, width, random.nextInt(height), random.nextInt(width));
    }

    /**
     * The box around a given centre.
     *
     * @param share of the picture that stays, if the box is not cut off
     * @param height of the picture
     * @param width of the picture
     * @param row of the centre, from 0
     * @param column of the centre, from 0
     */
    public static Mix.Paste box(double share, int height, int width, int row, int column) {
        double side = Math.sqrt(1 - share);
        int halfHeight = (int) (height * side) / 2;
        int halfWidth = (int) (width * side) / 2;
        int top = Math.max(0, row - halfHeight);
        int bottom = Math.min(height, row + halfHeight);
        int left = Math.max(0, column - halfWidth);
        int right = Math.min(width, column + halfWidth);
        return Mix.Paste.of(top, bottom, left, right, height, width);
    }

    /** Beta(a, a) as the ratio of two gamma variables. */
    static double beta(RandomGenerator random, double a) {
        double one = gamma(random, a);
        double other = gamma(random, a);
        // Both underflow for tiny a only, where the distribution is all but a coin.
        return one + other > 0 ? one / (one + other) : random.nextInt(2);
    }

    /** Marsaglia and Tsang 2000; below 1 with their boost. */
    private static double gamma(RandomGenerator random, double a) {
        if (a < 1) {
            return gamma(random, a + 1) * Math.pow(random.nextDouble(), 1 / a);
        }
        double d = a - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(1 - random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }

    private static boolean unit(double probability) {
        return probability >= 0 && probability <= 1;
    }
}
