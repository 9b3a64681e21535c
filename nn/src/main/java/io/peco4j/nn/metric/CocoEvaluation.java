package io.peco4j.nn.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Average precision and recall of detections as COCO's evaluation computes them (Lin et al. 2014): IoU thresholds 0.50
 * to 0.95 in steps of 0.05, 101 recall points, at most 100 detections of an image and category.
 *
 * @param categories that count, in the order of the results
 */
public record CocoEvaluation(List<Integer> categories) {
    /** Most detections of an image and category, for recall. */
    public static final List<Integer> LIMITS = List.of(1, 10, 100);

    /** Number of recalls from 0 to 1 at which precision is taken. */
    public static final int RECALL_POINTS = 101;

    private static final int MOST = 100;
    private static final double[] THRESHOLDS = spaced(0.5, 0.95, 10);
    private static final double[] RECALLS = spaced(0, 1, RECALL_POINTS);

    /** Copies the list. */
    public CocoEvaluation {
        categories = List.copyOf(categories);
    }

    private static double[] spaced(double from, double to, int count) {
        double step = (to - from) / (count - 1);
        return IntStream.range(0, count)
                .mapToDouble(i -> i == count - 1 ? to : i * step + from)
                .toArray();
    }

    /** The thresholds of IoU, ascending. */
    public static DoubleStream thresholds() {
        return DoubleStream.of(THRESHOLDS);
    }

    /** The objects of one category in one image. */
    private record Place(List<TrueObject> objects, List<FoundObject> found) {
        Place() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        /** The best first; of equal scores the one named first. */
        List<FoundObject> best() {
            return found.stream()
                    .sorted(Comparator.comparingDouble(FoundObject::score).reversed())
                    .limit(MOST)
                    .toList();
        }
    }

    /**
     * Compares detections with what is there.
     *
     * @param objects in all images that were searched
     * @param found in the same images; other categories are left out
     */
    public CocoScores evaluate(List<TrueObject> objects, List<FoundObject> found) {
        Map<Integer, Map<Long, Place>> places = places(objects, found);
        List<CocoScores.Category> scores = new ArrayList<>();
        for (int category : categories) {
            scores.add(category(
                    places.getOrDefault(category, Map.of()).values().stream().toList()));
        }
        return new CocoScores(scores);
    }

    /**
     * IoU of each detection with each object of its image and category; with a crowd, the covered share of the
     * detection.
     *
     * @param objects of one image and category
     * @param found of the same, at most 100 by score count
     * @return by detection, from the highest score, and object
     */
    public static double[][] overlaps(List<TrueObject> objects, List<FoundObject> found) {
        return overlaps(new Place(objects, found));
    }

    private static double[][] overlaps(Place place) {
        return place.best().stream()
                .map(detection -> place.objects.stream()
                        .mapToDouble(object -> object.crowd()
                                ? detection.region().coveredBy(object.region())
                                : detection.region().iou(object.region()))
                        .toArray())
                .toArray(double[][]::new);
    }

    /** By category and image, images ascending. */
    private static Map<Integer, Map<Long, Place>> places(List<TrueObject> objects, List<FoundObject> found) {
        Map<Integer, Map<Long, Place>> places = new LinkedHashMap<>();
        objects.forEach(object ->
                place(places, object.category(), object.image()).objects.add(object));
        found.forEach(detection ->
                place(places, detection.category(), detection.image()).found.add(detection));
        return places;
    }

    private static Place place(Map<Integer, Map<Long, Place>> places, int category, long image) {
        return places.computeIfAbsent(category, own -> new TreeMap<>()).computeIfAbsent(image, own -> new Place());
    }

    private static CocoScores.Category category(List<Place> places) {
        List<double[][]> overlaps =
                places.stream().map(CocoEvaluation::overlaps).toList();
        Map<ObjectSize, CocoScores.OfSize> sizes = new LinkedHashMap<>();
        for (ObjectSize size : ObjectSize.values()) {
            List<ImageMatches> images = IntStream.range(0, places.size())
                    .mapToObj(i -> ImageMatches.of(
                            overlaps.get(i), places.get(i).best(), places.get(i).objects, size, THRESHOLDS))
                    .toList();
            int objects = images.stream().mapToInt(ImageMatches::objects).sum();
            if (objects > 0) {
                sizes.put(size, ofSize(images, objects));
            }
        }
        return new CocoScores.Category(sizes);
    }

    private static CocoScores.OfSize ofSize(List<ImageMatches> images, int objects) {
        List<List<PrecisionCurve>> curves = new ArrayList<>();
        for (int limit : LIMITS) {
            curves.add(IntStream.range(0, THRESHOLDS.length)
                    .mapToObj(t -> PrecisionCurve.of(images, t, limit, objects, RECALLS))
                    .toList());
        }
        return new CocoScores.OfSize(curves);
    }
}
