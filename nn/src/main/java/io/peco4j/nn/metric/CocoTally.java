package io.peco4j.nn.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Counts detections image by image. Of an image nothing stays but scores and what became of them, so that masks need
 * not be kept. Used on one thread.
 */
public final class CocoTally {
    private final CocoEvaluation evaluation;
    private final double[] thresholds = CocoEvaluation.thresholds().toArray();

    /** By category and size, in the order of the images. */
    private final List<Map<ObjectSize, List<ImageMatches>>> categories;

    CocoTally(CocoEvaluation evaluation) {
        this.evaluation = evaluation;
        int count = evaluation.apart() ? evaluation.categories().size() : 1;
        this.categories = IntStream.range(0, count)
                .mapToObj(category -> {
                    Map<ObjectSize, List<ImageMatches>> sizes = new EnumMap<>(ObjectSize.class);
                    for (ObjectSize size : ObjectSize.values()) {
                        sizes.put(size, new ArrayList<>());
                    }
                    return sizes;
                })
                .toList();
    }

    /**
     * Adds an image; of detections with equal scores, those of images added first come first.
     *
     * @param objects all that are in the image
     * @param found all that was found; other categories are left out
     */
    public void add(List<TrueObject> objects, List<FoundObject> found) {
        List<Integer> wanted = evaluation.categories();
        if (!evaluation.apart()) {
            add(
                    0,
                    objects.stream()
                            .filter(object -> wanted.contains(object.category()))
                            .sorted(Comparator.comparingInt(object -> wanted.indexOf(object.category())))
                            .toList(),
                    found.stream()
                            .filter(detection -> wanted.contains(detection.category()))
                            .sorted(Comparator.comparingInt(detection -> wanted.indexOf(detection.category())))
                            .toList());
            return;
        }
        for (int i = 0; i < wanted.size(); i++) {
            int category = wanted.get(i);
            add(
                    i,
                    objects.stream()
                            .filter(object -> object.category() == category)
                            .toList(),
                    found.stream()
                            .filter(detection -> detection.category() == category)
                            .toList());
        }
    }

    private void add(int category, List<TrueObject> objects, List<FoundObject> found) {
        if (objects.isEmpty() && found.isEmpty()) {
            return;
        }
        List<FoundObject> best = evaluation.best(found);
        double[][] overlaps = CocoEvaluation.overlapsOf(best, objects);
        categories
                .get(category)
                .forEach((size, images) -> images.add(ImageMatches.of(overlaps, best, objects, size, thresholds)));
    }

    /** The scores of what was added. */
    public CocoScores scores() {
        List<CocoScores.Category> scores = new ArrayList<>();
        for (Map<ObjectSize, List<ImageMatches>> category : categories) {
            Map<ObjectSize, CocoScores.OfSize> sizes = new EnumMap<>(ObjectSize.class);
            category.forEach((size, images) -> {
                int objects = images.stream().mapToInt(ImageMatches::objects).sum();
                if (objects > 0) {
                    sizes.put(size, ofSize(images, objects));
                }
            });
            scores.add(new CocoScores.Category(sizes));
        }
        return new CocoScores(scores, evaluation.limits().size());
    }

    private CocoScores.OfSize ofSize(List<ImageMatches> images, int objects) {
        List<List<PrecisionCurve>> curves = new ArrayList<>();
        for (int limit : evaluation.limits()) {
            curves.add(IntStream.range(0, thresholds.length)
                    .mapToObj(t -> PrecisionCurve.of(images, t, limit, objects, CocoEvaluation.recalls()))
                    .toList());
        }
        return new CocoScores.OfSize(objects, curves);
    }
}
