package io.peco4j.nn.detection;

import java.util.Arrays;

/**
 * Says which object a candidate box stands for, by IoU: the object of largest IoU where that is at least {@code high},
 * none below {@code low}, undecided between (Ren et al. 2015, section 3.1.2).
 *
 * @param high IoU from which a candidate stands for an object
 * @param low IoU below which it stands for none; at most {@code high}
 * @param rescue whether every candidate that ties the best IoU of some object gets back its own best object, so that no
 *     object goes without; an object that no candidate touches ties with all that do not touch it, as in torchvision
 * @param rescueFrom IoU that this takes, 0 in torchvision, 0.3 in mmdetection
 */
public record Matcher(float high, float low, boolean rescue, float rescueFrom) {
    /** The candidate stands for no object. */
    public static final int NONE = -1;

    /** The candidate is neither object nor background. */
    public static final int UNDECIDED = -2;

    /** @throws IllegalArgumentException if {@code low} is above {@code high} */
    public Matcher {
        if (low > high) {
            throw new IllegalArgumentException("the lower threshold " + low + " is above " + high);
        }
    }

    /** Without a lower bound of the IoU of what is rescued. */
    public Matcher(float high, float low, boolean rescue) {
        this(high, low, rescue, 0);
    }

    /**
     * Matches candidates to objects in time proportional to the product of their numbers, in memory proportional to
     * their sum.
     *
     * @param objects true boxes; may be none
     * @return for each candidate the number of an object, {@link #NONE} or {@link #UNDECIDED}
     */
    public int[] match(Boxes objects, Boxes candidates) {
        int[] closest = new int[candidates.size()];
        float[] largest = new float[candidates.size()];
        float[] best = new float[objects.size()];
        Arrays.fill(largest, -1);
        for (int object = 0; object < objects.size(); object++) {
            for (int candidate = 0; candidate < closest.length; candidate++) {
                float iou = objects.iou(object, candidates, candidate);
                best[object] = Math.max(best[object], iou);
                if (iou > largest[candidate]) {
                    largest[candidate] = iou;
                    closest[candidate] = object;
                }
            }
        }
        int[] matches = new int[closest.length];
        for (int candidate = 0; candidate < matches.length; candidate++) {
            matches[candidate] =
                    largest[candidate] < low ? NONE : largest[candidate] < high ? UNDECIDED : closest[candidate];
        }
        if (rescue) {
            rescue(objects, candidates, best, closest, matches);
        }
        return matches;
    }

    private void rescue(Boxes objects, Boxes candidates, float[] best, int[] closest, int[] matches) {
        for (int object = 0; object < best.length; object++) {
            for (int candidate = 0; best[object] >= rescueFrom && candidate < matches.length; candidate++) {
                if (matches[candidate] < 0 && objects.iou(object, candidates, candidate) == best[object]) {
                    matches[candidate] = closest[candidate];
                }
            }
        }
    }
}
