package io.peco4j.runtime.report;

import io.peco4j.runtime.record.StageRecord.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A line of a chart: one metric of one stage, over its seeds.
 *
 * @param name what the legend says
 * @param seeds by seed: finite points in ascending order of steps, at least one each
 * @param lost how many points were left out because their value is not finite
 */
record Curve(String name, List<List<Point>> seeds, long lost) {
    /** Of a line, which at the width of a chart looks the same as all. */
    private static final int MOST_POINTS = 160;

    /** Of a line among many, which hide each other's detail. */
    private static final int FEWEST_POINTS = 40;

    /** Of all lines of a chart together, which keeps the page small. */
    private static final int OF_A_CHART = 3000;

    /** Leaves out points that are not finite, and seeds without any other. */
    static Curve of(String name, List<List<Point>> seeds) {
        return new Curve(
                name,
                seeds.stream()
                        .map(points -> points.stream()
                                .filter(point -> Double.isFinite(point.value()))
                                .sorted(Comparator.comparingLong(Point::step))
                                .toList())
                        .filter(points -> !points.isEmpty())
                        .toList(),
                seeds.stream()
                        .flatMap(List::stream)
                        .filter(point -> !Double.isFinite(point.value()))
                        .count());
    }

    /**
     * The mean over the seeds, at the steps of the first one, where all of them have values; between its points a
     * curve is straight.
     */
    List<Point> mean() {
        List<Point> means = new ArrayList<>();
        for (Point point : thin(seeds.get(0), MOST_POINTS)) {
            double sum = 0;
            int found = 0;
            for (List<Point> points : seeds) {
                OptionalDouble value = at(points, point.step());
                sum += value.orElse(0);
                found += value.isPresent() ? 1 : 0;
            }
            if (found == seeds.size()) {
                means.add(new Point(point.step(), sum / found));
            }
        }
        return means;
    }

    /** The least and the greatest value over the seeds at a step; the same where a seed has none. */
    double[] range(long step) {
        double[] values = seeds.stream()
                .map(points -> at(points, step))
                .flatMapToDouble(OptionalDouble::stream)
                .sorted()
                .toArray();
        return new double[] {values[0], values[values.length - 1]};
    }

    /** How many points each line of a chart should have at most: its curves and their seeds. */
    static int points(List<Curve> curves) {
        int lines = curves.stream().mapToInt(curve -> curve.seeds().size() + 1).sum();
        return Math.max(FEWEST_POINTS, Math.min(MOST_POINTS, OF_A_CHART / Math.max(1, lines)));
    }

    /** That many of the points at most, the first and the last among them. */
    static List<Point> thin(List<Point> points, int most) {
        if (points.size() <= most) {
            return points;
        }
        List<Point> kept = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            kept.add(points.get((int) ((long) i * (points.size() - 1) / (most - 1))));
        }
        return kept;
    }

    private static OptionalDouble at(List<Point> points, long step) {
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            if (point.step() == step) {
                return OptionalDouble.of(point.value());
            }
            if (point.step() > step) {
                if (i == 0) {
                    return OptionalDouble.empty();
                }
                Point before = points.get(i - 1);
                double share = (double) (step - before.step()) / (point.step() - before.step());
                return OptionalDouble.of(before.value() + share * (point.value() - before.value()));
            }
        }
        return OptionalDouble.empty();
    }
}
