package io.peco4j.runtime.train;

import io.peco4j.runtime.record.StageRecord.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Figures of the steps, averaged over intervals of steps.
 *
 * <p>Intervals are counted in steps and not in time, and sums are part of a checkpoint, so that a resumed training
 * draws the curves of one that was never stopped.
 */
final class Metrics {
    private static final long POINTS = 200;
    private static final long LONGEST_INTERVAL = 50;

    private final long interval;
    private final long total;
    private final Map<String, Sum> sums;
    private final Map<String, List<Point>> curves;

    /**
     * A sum in the making.
     *
     * @param value of all figures
     * @param count of them
     */
    record Sum(double value, long count) {
        Sum plus(double figure) {
            return new Sum(value + figure, count + 1);
        }

        double mean() {
            return value / count;
        }
    }

    /**
     * What a checkpoint keeps.
     *
     * @param sums of the interval that was not over
     * @param curves up to it
     */
    record Saved(Map<String, Sum> sums, Map<String, List<Point>> curves) {
        static Saved nothing() {
            return new Saved(Map.of(), Map.of());
        }
    }

    /** @param total steps of the training; the interval is about a 200th of it, and 50 steps at most */
    Metrics(long total, Saved saved) {
        this.total = total;
        this.interval = Math.max(1, Math.min(LONGEST_INTERVAL, total / POINTS));
        this.sums = new TreeMap<>(saved.sums());
        this.curves = new TreeMap<>();
        saved.curves().forEach((name, points) -> curves.put(name, new ArrayList<>(points)));
    }

    void add(Map<String, Double> figures) {
        figures.forEach((name, figure) ->
                sums.put(name, sums.getOrDefault(name, new Sum(0, 0)).plus(figure)));
    }

    /**
     * The means since the last call that returned any, if an interval or the training is over.
     *
     * @param done number of steps done
     * @return empty within an interval
     */
    Map<String, Double> due(long done) {
        if (done % interval != 0 && done != total) {
            return Map.of();
        }
        Map<String, Double> means = new LinkedHashMap<>();
        sums.forEach((name, sum) -> {
            means.put(name, sum.mean());
            curves.computeIfAbsent(name, curve -> new ArrayList<>()).add(new Point(done, sum.mean()));
        });
        sums.clear();
        return means;
    }

    Saved save() {
        return new Saved(new TreeMap<>(sums), curves());
    }

    Map<String, List<Point>> curves() {
        Map<String, List<Point>> copy = new TreeMap<>();
        curves.forEach((name, points) -> copy.put(name, List.copyOf(points)));
        return copy;
    }
}
