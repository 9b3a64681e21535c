package io.peco4j.nn.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Average precision and recall of detections as COCO's evaluation computes them (Lin et al. 2014): IoU thresholds 0.50
 * to 0.95 in steps of 0.05, 101 recall points, by default at most 100 detections of an image and category.
 *
 * <pre>{@code
 * CocoTally tally = CocoEvaluation.of(80).tally();
 * images.forEach(image -> tally.add(image.objects(), image.found()));
 * double ap = tally.scores().averagePrecision(ObjectSize.ALL).orElseThrow();
 * }</pre>
 *
 * @param categories that count, in the order of the results
 * @param limits ascending: most detections of an image and category, those of the highest scores, for which recall is
 *     told; the last one is that of average precision
 * @param apart whether categories are told apart; otherwise all are one, and results have one category
 */
public record CocoEvaluation(List<Integer> categories, List<Integer> limits, boolean apart) {
    /** COCO's numbers of detections of an image and category. */
    public static final List<Integer> LIMITS = List.of(1, 10, 100);

    /** Number of recalls from 0 to 1 at which precision is taken. */
    public static final int RECALL_POINTS = 101;

    private static final double[] THRESHOLDS = spaced(0.5, 0.95, 10);
    private static final double[] RECALLS = spaced(0, 1, RECALL_POINTS);

    /** @throws IllegalArgumentException if there is no limit, or they do not rise */
    public CocoEvaluation {
        categories = List.copyOf(categories);
        limits = List.copyOf(limits);
        List<Integer> rising = limits;
        if (limits.isEmpty() || IntStream.range(1, limits.size()).anyMatch(i -> rising.get(i) <= rising.get(i - 1))) {
            throw new IllegalArgumentException("limits of detections: " + limits);
        }
    }

    /** COCO's own numbers. */
    public CocoEvaluation(List<Integer> categories) {
        this(categories, LIMITS, true);
    }

    /** COCO's own numbers for categories from 0 on. */
    public static CocoEvaluation of(int categories) {
        return new CocoEvaluation(IntStream.range(0, categories).boxed().toList());
    }

    /** The same with other numbers of detections. */
    public CocoEvaluation withLimits(List<Integer> others) {
        return new CocoEvaluation(categories, others, apart);
    }

    /** The same without regard to categories: how well objects are found, whatever they are taken for. */
    public CocoEvaluation ofAnyCategory() {
        return new CocoEvaluation(categories, limits, false);
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

    /** The recalls at which precision is taken, ascending. */
    static double[] recalls() {
        return RECALLS.clone();
    }

    /** An empty count. */
    public CocoTally tally() {
        return new CocoTally(this);
    }

    /**
     * Compares detections with what is there.
     *
     * @param objects in all images that were searched
     * @param found in the same images; other categories are left out
     */
    public CocoScores evaluate(List<TrueObject> objects, List<FoundObject> found) {
        record Image(List<TrueObject> objects, List<FoundObject> found) {
            Image() {
                this(new ArrayList<>(), new ArrayList<>());
            }
        }
        Map<Long, Image> images = new TreeMap<>();
        objects.forEach(object -> images.computeIfAbsent(object.image(), image -> new Image())
                .objects()
                .add(object));
        found.forEach(detection -> images.computeIfAbsent(detection.image(), image -> new Image())
                .found()
                .add(detection));
        CocoTally tally = tally();
        images.values().forEach(image -> tally.add(image.objects(), image.found()));
        return tally.scores();
    }

    /**
     * IoU of each detection with each object of its image and category; with a crowd, the covered share of the
     * detection.
     *
     * @param objects of one image and category
     * @param found of the same; those of the highest scores count
     * @return by detection, from the highest score, and object
     */
    public double[][] overlaps(List<TrueObject> objects, List<FoundObject> found) {
        return overlapsOf(best(found), objects);
    }

    static double[][] overlapsOf(List<FoundObject> best, List<TrueObject> objects) {
        return best.stream()
                .map(detection -> objects.stream()
                        .mapToDouble(object -> object.crowd()
                                ? detection.region().coveredBy(object.region())
                                : detection.region().iou(object.region()))
                        .toArray())
                .toArray(double[][]::new);
    }

    /** The best first, as many as count; of equal scores the one named first. */
    List<FoundObject> best(List<FoundObject> found) {
        return found.stream()
                .sorted(Comparator.comparingDouble(FoundObject::score).reversed())
                .limit(limits.get(limits.size() - 1))
                .toList();
    }

    /**
     * What became of a detection.
     *
     * @param found the detection
     * @param object that it took; null: none
     * @param ignored whether it counts neither as right nor as wrong
     */
    public record Match(FoundObject found, @Nullable TrueObject object, boolean ignored) {}

    /**
     * Which detection takes which object.
     *
     * @param objects of one image and category
     * @param found of the same; those of the highest scores count
     * @param threshold of IoU
     * @return from the highest score
     */
    public List<Match> matches(List<TrueObject> objects, List<FoundObject> found, double threshold) {
        List<FoundObject> best = best(found);
        ImageMatches matches =
                ImageMatches.of(overlapsOf(best, objects), best, objects, ObjectSize.ALL, new double[] {threshold});
        return IntStream.range(0, best.size())
                .mapToObj(i -> {
                    int object = matches.taken()[0][i];
                    return new Match(best.get(i), object < 0 ? null : objects.get(object), matches.ignored()[0][i]);
                })
                .toList();
    }
}
