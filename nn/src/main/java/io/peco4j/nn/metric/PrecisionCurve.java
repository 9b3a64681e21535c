package io.peco4j.nn.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Precision by recall of one category at one threshold of IoU.
 *
 * @param precision at each of the recall points, the best at that recall or a higher one; 0 beyond the last recall
 * @param scores of the detections with which these recalls are reached; 0 beyond the last recall
 * @param recall of all detections together
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one evaluation
record PrecisionCurve(double[] precision, double[] scores, double recall) {

    /**
     * The curve over all images.
     *
     * @param threshold number of the IoU threshold
     * @param limit most detections of an image
     * @param objects how many are to be found, at least 1
     * @param points recalls, ascending
     */
    static PrecisionCurve of(List<ImageMatches> images, int threshold, int limit, int objects, double[] points) {
        record Entry(double score, boolean matched, boolean ignored) {}
        List<Entry> entries = images.stream()
                .flatMap(image -> IntStream.range(0, Math.min(limit, image.scores().length))
                        .mapToObj(d -> new Entry(
                                image.scores()[d], image.taken()[threshold][d] >= 0, image.ignored()[threshold][d])))
                .sorted(Comparator.comparingDouble(Entry::score).reversed())
                .toList();
        double[] recalls = new double[entries.size()];
        double[] precisions = new double[entries.size()];
        int right = 0;
        int counted = 0;
        for (int i = 0; i < recalls.length; i++) {
            Entry entry = entries.get(i);
            right += entry.matched() && !entry.ignored() ? 1 : 0;
            counted += entry.ignored() ? 0 : 1;
            recalls[i] = (double) right / objects;
            precisions[i] = counted == 0 ? 0 : (double) right / counted;
        }
        for (int i = precisions.length - 2; i >= 0; i--) {
            precisions[i] = Math.max(precisions[i], precisions[i + 1]);
        }
        double[] sampled = new double[points.length];
        double[] scores = new double[points.length];
        int at = 0;
        for (int point = 0; point < points.length; point++) {
            while (at < recalls.length && recalls[at] < points[point]) {
                at++;
            }
            sampled[point] = at < recalls.length ? precisions[at] : 0;
            scores[point] = at < recalls.length ? entries.get(at).score() : 0;
        }
        return new PrecisionCurve(sampled, scores, recalls.length == 0 ? 0 : recalls[recalls.length - 1]);
    }

    /** Mean over the recall points: average precision. */
    double average() {
        return Arrays.stream(precision).average().orElse(0);
    }
}
