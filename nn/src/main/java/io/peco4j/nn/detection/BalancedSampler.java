package io.peco4j.nn.detection;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Draws the boxes that a loss is computed on: at most a share of objects, the rest background (Ren et al. 2015, section
 * 3.1.3).
 *
 * @param count of boxes an image, at least 1; fewer where there are no more
 * @param positives largest share of objects, in [0, 1]
 */
public record BalancedSampler(int count, double positives) {

    /** @throws IllegalArgumentException if a value is out of range */
    public BalancedSampler {
        if (count < 1 || positives < 0 || positives > 1) {
            throw new IllegalArgumentException(count + " boxes, a share of " + positives);
        }
    }

    /**
     * Draws without replacement. Where a group need not be thinned out, no random number is drawn for it.
     *
     * @param labels one a box: above 0 an object, 0 background, below 0 neither
     * @return ascending numbers of boxes
     */
    public int[] sample(int[] labels, RandomGenerator random) {
        int[] objects =
                IntStream.range(0, labels.length).filter(i -> labels[i] > 0).toArray();
        int[] background =
                IntStream.range(0, labels.length).filter(i -> labels[i] == 0).toArray();
        int[] chosen = thinned(objects, (int) (count * positives), random);
        int[] rest = thinned(background, count - chosen.length, random);
        return IntStream.concat(Arrays.stream(chosen), Arrays.stream(rest))
                .sorted()
                .toArray();
    }

    private static int[] thinned(int[] boxes, int size, RandomGenerator random) {
        if (boxes.length <= size) {
            return boxes;
        }
        for (int i = 0; i < size; i++) {
            int other = random.nextInt(i, boxes.length);
            int box = boxes[i];
            boxes[i] = boxes[other];
            boxes[other] = box;
        }
        return Arrays.copyOf(boxes, size);
    }
}
