package io.peco4j.nn.metric;

import io.peco4j.api.data.ClassMap;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Pixels counted per class over any number of images, and the figures of semantic segmentation that follow from them:
 * mean intersection over union (Everingham et al. 2015) and its relatives. A figure of a class is NaN where nothing is
 * counted for it; means leave such classes out.
 */
public final class SegmentationCounts {
    /** The label that does not count, as in ADE20K's and Cityscapes' files. */
    public static final int IGNORED = 255;

    private final long[] right;
    private final long[] predicted;
    private final long[] labelled;

    private SegmentationCounts(long[] right, long[] predicted, long[] labelled) {
        this.right = right;
        this.predicted = predicted;
        this.labelled = labelled;
    }

    /** Nothing counted yet. */
    public static SegmentationCounts none(int classes) {
        return new SegmentationCounts(new long[classes], new long[classes], new long[classes]);
    }

    /**
     * Counts an image.
     *
     * @param predictions a class a pixel
     * @param labels the true class of each pixel; {@link #IGNORED} where it does not count
     * @throws IllegalArgumentException if the numbers of pixels differ
     */
    public static SegmentationCounts of(int[] predictions, int[] labels, int classes) {
        if (predictions.length != labels.length) {
            throw new IllegalArgumentException(predictions.length + " predictions, " + labels.length + " labels");
        }
        SegmentationCounts counts = none(classes);
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] != IGNORED) {
                counts.add(predictions[i], labels[i]);
            }
        }
        return counts;
    }

    /**
     * Counts an image whose map says itself which pixels do not count: any number of classes.
     *
     * @param predictions a class a pixel, row by row
     * @throws IllegalArgumentException if the numbers of pixels differ
     */
    public static SegmentationCounts of(int[] predictions, ClassMap truth, int classes) {
        if (predictions.length != truth.width() * truth.height()) {
            throw new IllegalArgumentException(predictions.length + " predictions for " + truth);
        }
        SegmentationCounts counts = none(classes);
        int[] labels = truth.classes().toArray();
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] != ClassMap.IGNORE) {
                counts.add(predictions[i], labels[i]);
            }
        }
        return counts;
    }

    private void add(int prediction, int label) {
        count(predicted, prediction);
        count(labelled, label);
        if (prediction == label) {
            count(right, label);
        }
    }

    private static void count(long[] counts, int label) {
        if (label >= 0 && label < counts.length) {
            counts[label]++;
        }
    }

    /**
     * Labels that count from 1, with 0 for none, as labels that count from 0, with {@link #IGNORED} for none: ADE20K.
     */
    public static int[] withoutZero(int[] labels) {
        return Arrays.stream(labels)
                .map(label -> label == 0 || label == IGNORED ? IGNORED : label - 1)
                .toArray();
    }

    /**
     * Both together.
     *
     * @throws IllegalArgumentException if the numbers of classes differ
     */
    public SegmentationCounts plus(SegmentationCounts other) {
        if (other.classes() != classes()) {
            throw new IllegalArgumentException("counts of " + classes() + " and of " + other.classes() + " classes");
        }
        return new SegmentationCounts(
                sum(right, other.right), sum(predicted, other.predicted), sum(labelled, other.labelled));
    }

    private static long[] sum(long[] some, long[] others) {
        return IntStream.range(0, some.length)
                .mapToLong(i -> some[i] + others[i])
                .toArray();
    }

    /** Number of classes. */
    public int classes() {
        return right.length;
    }

    /** Pixels of a class that were predicted as such. */
    public long right(int label) {
        return right[label];
    }

    /** Pixels predicted as a class. */
    public long predicted(int label) {
        return predicted[label];
    }

    /** Pixels of a class. */
    public long labelled(int label) {
        return labelled[label];
    }

    /** Pixels of a class, predicted as it, or both. */
    public long union(int label) {
        return predicted[label] + labelled[label] - right[label];
    }

    /** Intersection over union of a class, in [0, 1]. */
    public double iou(int label) {
        return (double) right[label] / union(label);
    }

    /** Share of a class's pixels that were predicted as such, in [0, 1]. */
    public double accuracy(int label) {
        return (double) right[label] / labelled[label];
    }

    /** Dice coefficient of a class, in [0, 1]: twice the intersection over the sum of both areas. */
    public double dice(int label) {
        return 2.0 * right[label] / (predicted[label] + labelled[label]);
    }

    /** Mean of the classes' intersection over union: mIoU. */
    public double meanIou() {
        return IntStream.range(0, classes())
                .mapToDouble(this::iou)
                .filter(figure -> !Double.isNaN(figure))
                .average()
                .orElse(Double.NaN);
    }

    /** Mean of the classes' accuracies. */
    public double meanAccuracy() {
        return IntStream.range(0, classes())
                .mapToDouble(this::accuracy)
                .filter(figure -> !Double.isNaN(figure))
                .average()
                .orElse(Double.NaN);
    }

    /** Mean of the classes' Dice coefficients. */
    public double meanDice() {
        return IntStream.range(0, classes())
                .mapToDouble(this::dice)
                .filter(figure -> !Double.isNaN(figure))
                .average()
                .orElse(Double.NaN);
    }

    /** Share of all pixels that were predicted right, in [0, 1]. */
    public double accuracy() {
        return (double) Arrays.stream(right).sum() / Arrays.stream(labelled).sum();
    }
}
