package io.peco4j.nn.metric;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which detections of one category in one image are right, for each threshold of IoU.
 *
 * @param scores of the detections, from the highest
 * @param taken by threshold and detection: the number of the object that it took, -1 if none
 * @param ignored by threshold and detection: whether it counts neither as right nor as wrong
 * @param objects how many are to be found
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one evaluation
record ImageMatches(double[] scores, int[][] taken, boolean[][] ignored, int objects) {

    /**
     * Matches greedily, the best detection first: each takes the free object of largest IoU, a countable one before one
     * that is to be ignored.
     *
     * @param overlaps by detection and object
     * @param found from the highest score
     */
    static ImageMatches of(
            double[][] overlaps,
            List<FoundObject> found,
            List<TrueObject> objects,
            ObjectSize size,
            double[] thresholds) {
        boolean[] skipped = new boolean[objects.size()];
        for (int i = 0; i < skipped.length; i++) {
            skipped[i] = objects.get(i).crowd() || !size.holds(objects.get(i).area());
        }
        int[] order = IntStream.concat(
                        IntStream.range(0, skipped.length).filter(i -> !skipped[i]),
                        IntStream.range(0, skipped.length).filter(i -> skipped[i]))
                .toArray();
        int[][] matched = new int[thresholds.length][found.size()];
        boolean[][] ignored = new boolean[thresholds.length][found.size()];
        for (int t = 0; t < thresholds.length; t++) {
            boolean[] taken = new boolean[skipped.length];
            for (int d = 0; d < found.size(); d++) {
                int best = best(overlaps[d], thresholds[t], objects, order, skipped, taken);
                matched[t][d] = best;
                if (best >= 0) {
                    taken[best] = true;
                    ignored[t][d] = skipped[best];
                } else {
                    ignored[t][d] = !size.holds(found.get(d).area());
                }
            }
        }
        return new ImageMatches(found.stream().mapToDouble(FoundObject::score).toArray(), matched, ignored, (int)
                IntStream.of(order).filter(i -> !skipped[i]).count());
    }

    /** The object that a detection takes, or -1. */
    private static int best(
            double[] overlaps,
            double threshold,
            List<TrueObject> objects,
            int[] order,
            boolean[] skipped,
            boolean[] taken) {
        double needed = Math.min(threshold, 1 - 1e-10);
        int best = -1;
        for (int object : order) {
            if (taken[object] && !objects.get(object).crowd()) {
                continue;
            }
            if (best >= 0 && !skipped[best] && skipped[object]) {
                break;
            }
            if (overlaps[object] >= needed) {
                needed = overlaps[object];
                best = object;
            }
        }
        return best;
    }
}
