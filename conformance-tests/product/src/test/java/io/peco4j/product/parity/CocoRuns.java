package io.peco4j.product.parity;

import io.peco4j.nn.metric.CocoEvaluation;
import io.peco4j.nn.metric.CocoScores;
import io.peco4j.nn.metric.FoundObject;
import io.peco4j.nn.metric.ObjectSize;
import io.peco4j.nn.metric.Rectangle;
import io.peco4j.nn.metric.Region;
import io.peco4j.nn.metric.RunLengthMask;
import io.peco4j.nn.metric.TrueObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** COCO's average precision of boxes and masks. */
final class CocoRuns {
    private CocoRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(new Kind("cocodataset/cocoapi", "PythonAPI/pycocotools/cocoeval.py: COCOeval"), CocoRuns::run);
    }

    private static void run(ParityCase reference) {
        List<TrueObject> objects = objects(reference);
        List<FoundObject> found = found(reference);
        CocoEvaluation evaluation = CocoEvaluation.of(reference.arguments().integer("classes"));
        CocoScores scores = evaluation.evaluate(objects, found);
        MetricRuns.check(reference, "out.stats", scores.summary());
        tables(reference, "out.", evaluation, scores);
        if (reference.has("out.max.precision")) {
            CocoEvaluation limited =
                    evaluation.withLimits(Arrays.stream(reference.arguments().integers("max_dets"))
                            .boxed()
                            .toList());
            tables(reference, "out.max.", limited, limited.evaluate(objects, found));
        }
        if (reference.has("out.nocat.precision")) {
            CocoEvaluation together = evaluation.ofAnyCategory();
            tables(reference, "out.nocat.", together, together.evaluate(objects, found));
        }
        details(reference, evaluation, objects, found, scores);
        masks(reference, evaluation, objects, found);
    }

    /** Everything by threshold, recall point, category, size and limit. */
    private static void tables(ParityCase reference, String prefix, CocoEvaluation evaluation, CocoScores scores) {
        int classes = evaluation.apart() ? evaluation.categories().size() : 1;
        int limits = evaluation.limits().size();
        int sizes = ObjectSize.values().length;
        int points = CocoEvaluation.RECALL_POINTS;
        int thresholds = (int) CocoEvaluation.thresholds().count();
        double[] precision = new double[thresholds * points * classes * sizes * limits];
        double[] reached = new double[precision.length];
        double[] recall = new double[thresholds * classes * sizes * limits];
        for (int t = 0; t < thresholds; t++) {
            for (int k = 0; k < classes; k++) {
                for (ObjectSize size : ObjectSize.values()) {
                    for (int m = 0; m < limits; m++) {
                        int place = (k * sizes + size.ordinal()) * limits + m;
                        int stride = classes * sizes * limits;
                        double[] curve = scores.precision(k, t, size, m).toArray();
                        double[] with = scores.scores(k, t, size, m).toArray();
                        for (int r = 0; r < points; r++) {
                            precision[(t * points + r) * stride + place] = curve.length == 0 ? -1 : curve[r];
                            reached[(t * points + r) * stride + place] = with.length == 0 ? -1 : with[r];
                        }
                        recall[t * stride + place] =
                                scores.recall(k, t, size, m).orElse(-1);
                    }
                }
            }
        }
        MetricRuns.check(reference, prefix + "recall", recall, thresholds, classes, sizes, limits);
        if (reference.has(prefix + "precision")) {
            MetricRuns.check(reference, prefix + "precision", precision, thresholds, points, classes, sizes, limits);
            MetricRuns.check(reference, prefix + "scores", reached, thresholds, points, classes, sizes, limits);
        }
    }

    private static void details(
            ParityCase reference,
            CocoEvaluation evaluation,
            List<TrueObject> objects,
            List<FoundObject> found,
            CocoScores scores) {
        double[] thresholds = CocoEvaluation.thresholds().toArray();
        int classes = evaluation.categories().size();
        int points = CocoEvaluation.RECALL_POINTS;
        if (reference.has("out.precision_all")) {
            double[] precision = new double[thresholds.length * points * classes];
            double[] average = new double[classes * thresholds.length];
            for (int k = 0; k < classes; k++) {
                for (int t = 0; t < thresholds.length; t++) {
                    double[] curve = scores.precision(k, t).toArray();
                    for (int r = 0; r < points; r++) {
                        precision[(t * points + r) * classes + k] = curve.length == 0 ? -1 : curve[r];
                    }
                    average[k * thresholds.length + t] =
                            scores.averagePrecision(k, t).orElse(-1);
                }
            }
            MetricRuns.check(reference, "out.iou_thresholds", thresholds);
            MetricRuns.check(reference, "out.precision_all", precision, thresholds.length, points, classes);
            MetricRuns.check(reference, "out.ap_per_class_iou", average, classes, thresholds.length);
            MetricRuns.check(
                    reference,
                    "out.ious_concatenated",
                    places(reference, objects, found)
                            .flatMap(place -> Arrays.stream(evaluation.overlaps(place.objects, place.found)))
                            .flatMapToDouble(Arrays::stream)
                            .toArray());
        }
        if (reference.has("out.matches")) {
            long[] rows = places(reference, objects, found)
                    .sorted(Comparator.comparingInt(Place::category))
                    .flatMapToLong(place -> IntStream.of(0, 5, 9)
                            .boxed()
                            .flatMapToLong(t -> evaluation.matches(place.objects, place.found, thresholds[t]).stream()
                                    .flatMapToLong(match -> LongStream.of(
                                            place.image,
                                            place.category,
                                            t,
                                            index(found, match.found()),
                                            index(objects, match.object()),
                                            match.ignored() ? 1 : 0))))
                    .toArray();
            reference.check("out.matches", reference.manager().create(rows).reshape(-1, 6));
        }
    }

    /** By identity: several may be equal. */
    private static <T> long index(List<T> all, @Nullable T one) {
        return IntStream.range(0, all.size())
                .filter(i -> all.get(i) == one)
                .findFirst()
                .orElse(-1);
    }

    private record Place(int image, int category, List<TrueObject> objects, List<FoundObject> found) {}

    /** Image by image, category by category. */
    private static Stream<Place> places(ParityCase reference, List<TrueObject> objects, List<FoundObject> found) {
        int classes = reference.arguments().integer("classes");
        return IntStream.range(0, reference.arguments().integer("images") * classes)
                .mapToObj(i -> new Place(
                        i / classes,
                        i % classes,
                        objects.stream()
                                .filter(own -> own.image() == i / classes && own.category() == i % classes)
                                .toList(),
                        found.stream()
                                .filter(own -> own.image() == i / classes && own.category() == i % classes)
                                .toList()));
    }

    /** What is told of the masks themselves, and the same evaluation of the boxes around them. */
    private static void masks(
            ParityCase reference, CocoEvaluation evaluation, List<TrueObject> objects, List<FoundObject> found) {
        if (reference.has("out.gt_area")) {
            MetricRuns.check(
                    reference,
                    "out.gt_area",
                    objects.stream().mapToDouble(TrueObject::area).toArray());
        }
        if (reference.has("out.gt_bbox")) {
            MetricRuns.check(
                    reference,
                    "out.gt_bbox",
                    objects.stream()
                            .map(object -> bounds(object.region()))
                            .flatMapToDouble(box -> DoubleStream.of(box.x(), box.y(), box.width(), box.height()))
                            .toArray(),
                    objects.size(),
                    4);
        }
        if (reference.has("out.gt_mask_runs")) {
            MaskRuns.checkRuns(
                    reference,
                    "out.gt_mask",
                    objects.stream()
                            .map(object -> (RunLengthMask) object.region())
                            .toList());
        }
        if (reference.has("out.bbox_stats")) {
            List<TrueObject> boxes = objects.stream()
                    .map(own ->
                            new TrueObject(own.image(), own.category(), bounds(own.region()), own.area(), own.crowd()))
                    .toList();
            List<FoundObject> claims = found.stream()
                    .map(own ->
                            new FoundObject(own.image(), own.category(), bounds(own.region()), own.score(), own.area()))
                    .toList();
            MetricRuns.check(
                    reference,
                    "out.bbox_stats",
                    evaluation.evaluate(boxes, claims).summary());
        }
    }

    private static Rectangle bounds(Region region) {
        return ((RunLengthMask) region).bounds();
    }

    /** Boxes, polygons, or run lengths: what the case stores. */
    private static List<Region> regions(ParityCase reference, String prefix) {
        for (String key : List.of("box", "bbox")) {
            if (reference.has(prefix + key)) {
                return boxes(reference.get(prefix + key).toFloatArray());
            }
        }
        int[] size = reference.arguments().integers("size");
        if (reference.has(prefix + "polygon.points")) {
            List<double[]> polygons = MaskRuns.polygons(reference, prefix + "polygon.");
            Function<List<double[]>, Region> filled = own -> RunLengthMask.ofPolygons(size[0], size[1], own);
            return MaskRuns.split(polygons, BoxRuns.integers(reference.get(prefix + "polygons_per_object"))).stream()
                    .map(filled)
                    .toList();
        }
        return List.copyOf(MaskRuns.runs(reference, prefix + "mask", size));
    }

    private static List<Region> boxes(float[] corners) {
        List<Region> boxes = new ArrayList<>();
        for (int i = 0; i < corners.length; i += 4) {
            boxes.add(new Rectangle(corners[i], corners[i + 1], corners[i + 2], corners[i + 3]));
        }
        return boxes;
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
}
