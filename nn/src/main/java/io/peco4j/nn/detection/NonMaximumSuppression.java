package io.peco4j.nn.detection;

import java.util.Arrays;

/**
 * Drops boxes that overlap a better one: in decreasing order of score, a box stays unless its IoU with one that stayed
 * is above the threshold.
 *
 * @param threshold of the IoU, in [0, 1]; a box at the threshold stays
 */
public record NonMaximumSuppression(float threshold) {

    /**
     * Suppression among all boxes.
     *
     * @param scores one a box
     * @return numbers of the boxes that stay, by decreasing score
     */
    public int[] keep(Boxes boxes, float[] scores) {
        return keep(boxes, scores, new int[scores.length]);
    }

    /**
     * Suppression among boxes of one class only.
     *
     * @param scores one a box
     * @param classes one a box
     * @return numbers of the boxes that stay, of all classes, by decreasing score
     */
    public int[] keep(Boxes boxes, float[] scores, int[] classes) {
        if (boxes.size() != scores.length || boxes.size() != classes.length) {
            throw new IllegalArgumentException(
                    boxes.size() + " boxes, " + scores.length + " scores, " + classes.length + " classes");
        }
        int[] kept = new int[scores.length];
        int count = 0;
        for (int box : Ranking.descending(scores)) {
            if (!suppressed(boxes, classes, box, kept, count)) {
                kept[count++] = box;
            }
        }
        return Arrays.copyOf(kept, count);
    }

    private boolean suppressed(Boxes boxes, int[] classes, int box, int[] kept, int count) {
        for (int i = 0; i < count; i++) {
            if (classes[kept[i]] == classes[box] && boxes.iou(kept[i], boxes, box) > threshold) {
                return true;
            }
        }
        return false;
    }
}
