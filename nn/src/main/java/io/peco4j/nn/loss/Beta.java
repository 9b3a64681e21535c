package io.peco4j.nn.loss;

import java.util.random.RandomGenerator;

/** Symmetric beta variables. */
final class Beta {
    private Beta() {}

    /** Beta(a, a) as the ratio of two gamma variables. */
    static double draw(RandomGenerator random, double a) {
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
}
