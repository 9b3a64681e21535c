package io.peco4j.runtime.report;

import java.util.OptionalInt;

/**
 * What a comparison over some seeds could have told: a true difference of a given size is more than the noise, by the
 * paired t test at 95 %, in four of five repetitions of the study.
 *
 * @param deviation standard deviation of the paired differences over the seeds; an estimate, which from few seeds is
 *     itself uncertain
 * @param seeds how many there are, at least 2
 * @param looks how wide an interval has to be
 */
record Power(double deviation, int seeds, Looks looks) {
    /** The usual convention: four in five. */
    private static final double WANTED = 0.8;

    private static final int MOST_SEEDS = 10_000;

    /** In standard errors: with one degree of freedom 19.8 would do at 95 %, and 50 at 98 %. */
    private static final double FARTHEST = 64;

    /** Over seeds that were chosen beforehand. */
    Power(double deviation, int seeds) {
        this(deviation, seeds, Looks.ONCE);
    }

    /** The smallest true difference that the seeds could have told, in the unit of the score. */
    double smallest() {
        StudentT test = new StudentT(seeds - 1, looks);
        double low = 0;
        double high = FARTHEST;
        while (high - low > 1e-4) {
            double middle = (low + high) / 2;
            if (test.power(middle) < WANTED) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high * deviation / Math.sqrt(seeds);
    }

    /** How many seeds would tell a true difference of that size; empty if ten thousand would not. */
    OptionalInt seedsFor(double size) {
        int low = 1;
        int high = 2;
        while (!tells(size, high)) {
            if (high >= MOST_SEEDS) {
                return OptionalInt.empty();
            }
            low = high;
            high = Math.min(MOST_SEEDS, 2 * high);
        }
        while (high - low > 1) {
            int middle = (low + high) / 2;
            if (tells(size, middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return OptionalInt.of(high);
    }

    private boolean tells(double size, int count) {
        return deviation == 0 || new StudentT(count - 1, looks).power(size * Math.sqrt(count) / deviation) >= WANTED;
    }
}
