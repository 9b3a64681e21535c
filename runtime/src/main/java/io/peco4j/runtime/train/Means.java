package io.peco4j.runtime.train;

import java.util.Map;
import java.util.TreeMap;

/** The figures of a batch: means over its portions, in order, up to the first loss that is no number. */
final class Means {
    private final Map<String, Double> all = new TreeMap<>();

    /**
     * Adds those of a portion.
     *
     * @param share of the rows
     */
    void add(double share, Map<String, Double> figures) {
        figures.forEach((name, figure) -> all.merge(name, share * figure, Double::sum));
    }

    /** Whether the loss so far is a number; of no portions at all, it is. */
    boolean finite() {
        return all.isEmpty() || Double.isFinite(all.getOrDefault(Accumulation.LOSS, Double.NaN));
    }

    Map<String, Double> all() {
        return all;
    }
}
