package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.metric.CocoEvaluation;
import io.peco4j.nn.metric.CocoScores;
import io.peco4j.nn.metric.FoundObject;
import io.peco4j.nn.metric.ObjectSize;
import io.peco4j.nn.metric.Rectangle;
import io.peco4j.nn.metric.Region;
import io.peco4j.nn.metric.RunLengthMask;
import io.peco4j.nn.metric.SegmentationCounts;
import io.peco4j.nn.metric.TrueObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Average precision and mean intersection over union. */
final class MetricRuns {
    private MetricRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind("cocodataset/cocoapi", "PythonAPI/pycocotools/cocoeval.py: COCOeval"),
                MetricRuns::coco,
                new Kind(
                        "SwinTransformer/Swin-Transformer-Semantic-Segmentation",
                        "mmseg/core/evaluation/metrics.py: intersect_and_union, mean_iou, mean_dice"),
                MetricRuns::segmentation);
    }

    /** Boxes, or masks where the case stores runs. */
    private static List<Region> regions(ParityCase reference, String prefix) {
        List<Region> regions = new ArrayList<>();
        if (reference.has(prefix + "box")) {
            float[] boxes = reference.get(prefix + "box").toFloatArray();
            for (int i = 0; i < boxes.length; i += 4) {
                regions.add(new Rectangle(boxes[i], boxes[i + 1], boxes[i + 2], boxes[i + 3]));
            }
            return regions;
        }
        int[] size = reference.arguments().integers("size");
        int[] runs = BoxRuns.integers(reference.get(prefix + "mask_runs"));
        int at = 0;
        for (int length : BoxRuns.integers(reference.get(prefix + "mask_lengths"))) {
            regions.add(RunLengthMask.of(size[0], size[1], Arrays.copyOfRange(runs, at, at + length)));
            at += length;
        }
        return regions;
    }

    private static List<TrueObject> objects(ParityCase reference) {
        List<Region> regions = regions(reference, "in.gt.");
        long[] images = reference.get("in.gt.image").toLongArray();
        int[] categories = BoxRuns.integers(reference.get("in.gt.category"));
        long[] crowds = reference.get("in.gt.iscrowd").toLongArray();
        float[] areas =
                reference.has("in.gt.area") ? reference.get("in.gt.area").toFloatArray() : null;
        return IntStream.range(0, images.length)
                .mapToObj(i -> new TrueObject(
                        images[i],
                        categories[i],
                        regions.get(i),
                        areas == null ? regions.get(i).area() : areas[i],
                        crowds[i] != 0))
                .toList();
    }

    private static List<FoundObject> found(ParityCase reference) {
        List<Region> regions = regions(reference, "in.dt.");
        long[] images = reference.get("in.dt.image").toLongArray();
        int[] categories = BoxRuns.integers(reference.get("in.dt.category"));
        float[] scores = reference.get("in.dt.score").toFloatArray();
        return IntStream.range(0, images.length)
                .mapToObj(i -> new FoundObject(images[i], categories[i], regions.get(i), scores[i]))
                .toList();
    }

    private static void coco(ParityCase reference) {
        int classes = reference.arguments().integer("classes");
        List<TrueObject> objects = objects(reference);
        List<FoundObject> found = found(reference);
        CocoScores scores =
                new CocoEvaluation(IntStream.range(0, classes).boxed().toList()).evaluate(objects, found);
        double[] thresholds = CocoEvaluation.thresholds().toArray();
        check(reference, "out.iou_thresholds", thresholds);
        check(reference, "out.stats", scores.summary());
        check(reference, "out.ious_concatenated", overlaps(reference, objects, found));
        int points = CocoEvaluation.RECALL_POINTS;
        int limits = CocoEvaluation.LIMITS.size();
        double[] precision = new double[thresholds.length * points * classes];
        double[] recall = new double[thresholds.length * classes * ObjectSize.values().length * limits];
        double[] average = new double[classes * thresholds.length];
        for (int k = 0; k < classes; k++) {
            for (int t = 0; t < thresholds.length; t++) {
                double[] curve = scores.precision(k, t).toArray();
                for (int r = 0; r < points; r++) {
                    precision[(t * points + r) * classes + k] = curve.length == 0 ? -1 : curve[r];
                }
                average[k * thresholds.length + t] =
                        scores.averagePrecision(k, t).orElse(-1);
                for (ObjectSize size : ObjectSize.values()) {
                    for (int m = 0; m < limits; m++) {
                        int row = (t * classes + k) * ObjectSize.values().length + size.ordinal();
                        recall[row * limits + m] = scores.recall(k, t, size, m).orElse(-1);
                    }
                }
            }
        }
        int sizes = ObjectSize.values().length;
        check(reference, "out.precision_all", precision, thresholds.length, points, classes);
        check(reference, "out.recall", recall, thresholds.length, classes, sizes, limits);
        check(reference, "out.ap_per_class_iou", average, classes, thresholds.length);
        if (reference.has("out.gt_area")) {
            check(
                    reference,
                    "out.gt_area",
                    objects.stream().mapToDouble(TrueObject::area).toArray());
            check(
                    reference,
                    "out.gt_bbox",
                    objects.stream()
                            .map(object -> ((RunLengthMask) object.region()).bounds())
                            .flatMapToDouble(box -> DoubleStream.of(box.x(), box.y(), box.width(), box.height()))
                            .toArray(),
                    objects.size(),
                    4);
        }
    }

    /** Image by image, category by category. */
    private static double[] overlaps(ParityCase reference, List<TrueObject> objects, List<FoundObject> found) {
        DoubleStream.Builder all = DoubleStream.builder();
        for (int image = 0; image < reference.arguments().integer("images"); image++) {
            for (int category = 0; category < reference.arguments().integer("classes"); category++) {
                int ownImage = image;
                int ownCategory = category;
                double[][] overlaps = CocoEvaluation.of(reference.arguments().integer("classes")).overlaps(
                        objects.stream()
                                .filter(object -> object.image() == ownImage && object.category() == ownCategory)
                                .toList(),
                        found.stream()
                                .filter(claim -> claim.image() == ownImage && claim.category() == ownCategory)
                                .toList());
                Arrays.stream(overlaps).flatMapToDouble(Arrays::stream).forEach(all::add);
            }
        }
        return all.build().toArray();
    }

    /** @param sides of the result; none: one row of numbers */
    private static void check(ParityCase reference, String key, double[] values, long... sides) {
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
