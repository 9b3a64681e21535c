package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.metric.SegmentationCounts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Mean intersection over union. */
final class MetricRuns {
    private MetricRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind(
                        "SwinTransformer/Swin-Transformer-Semantic-Segmentation",
                        "mmseg/core/evaluation/metrics.py: intersect_and_union, mean_iou, mean_dice"),
                MetricRuns::segmentation);
    }

    /** @param sides of the result; none: one row of numbers */
    static void check(ParityCase reference, String key, double[] values, long... sides) {
        float[] single = new float[values.length];
        for (int i = 0; i < single.length; i++) {
            single[i] = (float) values[i];
        }
        NDArray found = reference.manager().create(single);
        reference.check(key, sides.length == 0 ? found : found.reshape(sides));
    }

    private static void segmentation(ParityCase reference) {
        int classes = reference.arguments().integer("classes");
        List<int[]> predictions = images(reference, "in.pred");
        List<int[]> labels = images(reference, "in.label");
        List<int[]> reduced = images(reference, "in.raw_label").stream()
                .map(SegmentationCounts::withoutZero)
                .toList();
        SegmentationCounts first = SegmentationCounts.of(predictions.get(0), labels.get(0), classes);
        counts(reference, "out.first.intersect", first, first::right);
        counts(reference, "out.first.pred_area", first, first::predicted);
        counts(reference, "out.first.label_area", first, first::labelled);
        counts(reference, "out.first.union", first, first::union);
        figures(reference, "out.", total(predictions, labels, classes));
        figures(reference, "out.zero.", total(predictions, reduced, classes));
    }

    private static List<int[]> images(ParityCase reference, String key) {
        NDArray stored = reference.get(key);
        int count = (int) stored.getShape().get(0);
        int[] all = BoxRuns.integers(stored);
        int size = all.length / count;
        return IntStream.range(0, count)
                .mapToObj(i -> Arrays.copyOfRange(all, i * size, (i + 1) * size))
                .toList();
    }

    private static SegmentationCounts total(List<int[]> predictions, List<int[]> labels, int classes) {
        SegmentationCounts total = SegmentationCounts.none(classes);
        for (int i = 0; i < predictions.size(); i++) {
            total = total.plus(SegmentationCounts.of(predictions.get(i), labels.get(i), classes));
        }
        return total;
    }

    private static void counts(
            ParityCase reference, String key, SegmentationCounts counts, IntToDoubleFunction figure) {
        double[] values =
                IntStream.range(0, counts.classes()).mapToDouble(figure).toArray();
        if (reference.get(key).getDataType().isInteger()) {
            reference.check(key, reference.manager().create(values));
        } else {
            check(reference, key, values);
        }
    }

    private static void figures(ParityCase reference, String prefix, SegmentationCounts counts) {
        classes(reference, prefix + "iou", counts, counts::iou);
        classes(reference, prefix + "acc", counts, counts::accuracy);
        classes(reference, prefix + "dice", counts, counts::dice);
        reference.check(prefix + "miou", counts.meanIou());
        reference.check(prefix + "all_acc", counts.accuracy());
    }

    /** Undefined figures are stored as -1. */
    private static void classes(
            ParityCase reference, String key, SegmentationCounts counts, IntToDoubleFunction figure) {
        check(
                reference,
                key,
                IntStream.range(0, counts.classes())
                        .mapToDouble(figure)
                        .map(value -> Double.isNaN(value) ? -1 : value)
                        .toArray());
    }
}
