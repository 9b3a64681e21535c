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

    CocoScores(List<Category> categories) {
        this.categories = List.copyOf(categories);
    }

    /** One category; sizes of which it has no object are absent. */
    record Category(Map<ObjectSize, OfSize> sizes) {}

    /**
     * One category and size.
     *
     * @param curves by limit and threshold
     */
    record OfSize(List<List<PrecisionCurve>> curves) {}

    /**
     * Precision at the 101 recalls 0, 0.01, ..., 1, for objects of any size and 100 detections.
     *
     * @param category number of the category
     * @param threshold number of the IoU threshold
     * @return empty stream if there is no such object
     */
    public DoubleStream precision(int category, int threshold) {
        OfSize scores = categories.get(category).sizes().get(ObjectSize.ALL);
        return scores == null
                ? DoubleStream.empty()
                : DoubleStream.of(last(scores).get(threshold).precision());
    }

    /** Average precision of a category at one threshold, for objects of any size and 100 detections. */
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
     * Average precision: the mean over categories and thresholds, with 100 detections; COCO's main figure for all
     * sizes.
     */
    public OptionalDouble averagePrecision(ObjectSize size) {
        return mean(size, CocoEvaluation.LIMITS.size() - 1, 0, THRESHOLDS, PrecisionCurve::average);
    }

    /** Average precision at one threshold, the mean over categories, for objects of any size and 100 detections. */
    public OptionalDouble averagePrecision(int threshold) {
        return mean(
                ObjectSize.ALL, CocoEvaluation.LIMITS.size() - 1, threshold, threshold + 1, PrecisionCurve::average);
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
        int most = CocoEvaluation.LIMITS.size() - 1;
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

    private static List<PrecisionCurve> last(OfSize scores) {
        return scores.curves().get(CocoEvaluation.LIMITS.size() - 1);
    }
}
