package io.peco4j.nn.metric;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * What an evaluation found, in shares from 0 to 1; empty where a category has no object of the size.
 *
 * <p>Categories, thresholds and limits are numbered as in {@link CocoEvaluation}.
 */
public final class CocoScores {
    private static final int THRESHOLDS = (int) CocoEvaluation.thresholds().count();

    private final List<Category> categories;

    /** Number of the limit that average precision is told for. */
    private final int most;

    CocoScores(List<Category> categories, int limits) {
        this.categories = List.copyOf(categories);
        this.most = limits - 1;
    }

    /** One category; sizes of which it has no object are absent. */
    record Category(Map<ObjectSize, OfSize> sizes) {}

    /**
     * One category and size.
     *
     * @param objects how many are to be found
     * @param curves by limit and threshold
     */
    record OfSize(int objects, List<List<PrecisionCurve>> curves) {}

    /** How many objects of a category were to be found. */
    public int objects(int category) {
        OfSize scores = categories.get(category).sizes().get(ObjectSize.ALL);
        return scores == null ? 0 : scores.objects();
    }

    /**
     * Precision at the 101 recalls 0, 0.01, ..., 1, for objects of any size and the most detections.
     *
     * @param category number of the category
     * @param threshold number of the IoU threshold
     * @return empty stream if there is no such object
     */
    public DoubleStream precision(int category, int threshold) {
        return precision(category, threshold, ObjectSize.ALL, most);
    }

    /**
     * Precision at the 101 recalls 0, 0.01, ..., 1.
     *
     * @param limit number of the limit of detections
     * @return empty stream if there is no object of the size
     */
    public DoubleStream precision(int category, int threshold, ObjectSize size, int limit) {
        OfSize scores = categories.get(category).sizes().get(size);
        return scores == null
                ? DoubleStream.empty()
                : DoubleStream.of(scores.curves().get(limit).get(threshold).precision());
    }

    /**
     * The scores of the detections with which the 101 recalls are reached, 0 where they are not; the arguments as for
     * {@link #precision(int, int, ObjectSize, int)}.
     */
    public DoubleStream scores(int category, int threshold, ObjectSize size, int limit) {
        OfSize scores = categories.get(category).sizes().get(size);
        return scores == null
                ? DoubleStream.empty()
                : DoubleStream.of(scores.curves().get(limit).get(threshold).scores());
    }

    /** Average precision of a category: the mean over thresholds, for objects of any size and the most detections. */
    public OptionalDouble averagePrecisionOf(int category) {
        OfSize scores = categories.get(category).sizes().get(ObjectSize.ALL);
        return scores == null
                ? OptionalDouble.empty()
                : scores.curves().get(most).stream()
                        .mapToDouble(PrecisionCurve::average)
                        .average();
    }

    /** Average precision of a category at one threshold, for objects of any size and the most detections. */
    public OptionalDouble averagePrecision(int category, int threshold) {
        return precision(category, threshold).average();
    }

    /**
     * Recall of a category at one threshold.
     *
     * @param limit number of the limit of detections
     */
    public OptionalDouble recall(int category, int threshold, ObjectSize size, int limit) {
        OfSize scores = categories.get(category).sizes().get(size);
        return scores == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(scores.curves().get(limit).get(threshold).recall());
    }

    /**
     * Average precision: the mean over categories and thresholds, with the most detections; COCO's main figure for all
     * sizes.
     */
    public OptionalDouble averagePrecision(ObjectSize size) {
        return mean(size, most, 0, THRESHOLDS, PrecisionCurve::average);
    }

    /** The same at one threshold, for objects of any size. */
    public OptionalDouble averagePrecision(int threshold) {
        return mean(ObjectSize.ALL, most, threshold, threshold + 1, PrecisionCurve::average);
    }

    /**
     * Average recall: the mean over categories and thresholds.
     *
     * @param limit number of the limit of detections
     */
    public OptionalDouble averageRecall(ObjectSize size, int limit) {
        return mean(size, limit, 0, THRESHOLDS, PrecisionCurve::recall);
    }

    /**
     * COCO's twelve figures in its order, -1 where undefined: average precision, the same at IoU 0.50 and at 0.75, of
     * small, medium and large objects; average recall with 1, 10 and 100 detections, of small, medium and large
     * objects.
     */
    public double[] summary() {
        return DoubleStream.of(
                        averagePrecision(ObjectSize.ALL).orElse(-1),
                        averagePrecision(0).orElse(-1),
                        averagePrecision(THRESHOLDS / 2).orElse(-1),
                        averagePrecision(ObjectSize.SMALL).orElse(-1),
                        averagePrecision(ObjectSize.MEDIUM).orElse(-1),
                        averagePrecision(ObjectSize.LARGE).orElse(-1),
                        averageRecall(ObjectSize.ALL, 0).orElse(-1),
                        averageRecall(ObjectSize.ALL, 1).orElse(-1),
                        averageRecall(ObjectSize.ALL, most).orElse(-1),
                        averageRecall(ObjectSize.SMALL, most).orElse(-1),
                        averageRecall(ObjectSize.MEDIUM, most).orElse(-1),
                        averageRecall(ObjectSize.LARGE, most).orElse(-1))
                .toArray();
    }

    private OptionalDouble mean(ObjectSize size, int limit, int from, int to, ToDoubleFunction<PrecisionCurve> figure) {
        return categories.stream()
                .map(category -> category.sizes().get(size))
                .filter(Objects::nonNull)
                .flatMapToDouble(scores ->
                        scores.curves().get(limit).subList(from, to).stream().mapToDouble(figure))
                .average();
    }
}
