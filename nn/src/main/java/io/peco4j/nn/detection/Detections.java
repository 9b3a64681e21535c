package io.peco4j.nn.detection;

import java.util.Arrays;

/**
 * The objects found in an image, best first.
 *
 * @param boxes within the image, in pixels
 * @param labels classes from 1, one a box; not to be changed
 * @param scores probabilities of the classes, one a box; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // results that nobody compares
public record Detections(Boxes boxes, int[] labels, float[] scores) {

    /** How many. */
    public int size() {
        return labels.length;
    }

    /** The same objects after their image was resized. */
    public Detections resized(PixelSize from, PixelSize to) {
        return new Detections(boxes.resized(from, to), labels, scores);
    }

    /** Chooses among all classes of all proposals of an image. */
    static Detections of(
            Boxes proposals, float[] probabilities, float[] offsets, PixelSize image, RoiSettings settings) {
        if (proposals.size() == 0) {
            return new Detections(Boxes.NONE, new int[0], new float[0]);
        }
        int classes = probabilities.length / proposals.size();
        Boxes all = settings.coder().decode(offsets, proposals).clipped(image);
        int[] candidates = Arrays.stream(all.atLeast(settings.smallestSide()))
                .filter(i -> i % classes > 0 && probabilities[i] > settings.smallestScore())
                .toArray();
        Boxes boxes = all.select(candidates);
        float[] scores = Candidates.select(probabilities, candidates);
        int[] labels = Arrays.stream(candidates).map(i -> i % classes).toArray();
        int[] kept = settings.suppression().keep(boxes, scores, labels);
        int[] first = Arrays.copyOf(kept, Math.min(kept.length, settings.detections()));
        return new Detections(
                boxes.select(first),
                Arrays.stream(first).map(i -> labels[i]).toArray(),
                Candidates.select(scores, first));
    }
}
