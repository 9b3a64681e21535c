package io.peco4j.nn.detection;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What each box of an image is to learn.
 *
 * @param boxes the places that offsets refer to
 * @param labels class of each box: 0 background, -1 not counted; not to be changed
 * @param objects for each box the number of its object, 0 where it has none; not to be changed
 * @param truth the objects' boxes
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one image of one step
record BoxTargets(Boxes boxes, int[] labels, int[] objects, Boxes truth) {

    /**
     * Assigns boxes to objects.
     *
     * @param classes of the objects, from 1
     */
    static BoxTargets of(Matcher matcher, Boxes boxes, Boxes truth, int[] classes) {
        int[] matches = matcher.match(truth, boxes);
        int[] labels = Arrays.stream(matches)
                .map(match -> match >= 0 ? classes[match] : match == Matcher.NONE ? 0 : -1)
                .toArray();
        return new BoxTargets(
                boxes,
                labels,
                Arrays.stream(matches).map(match -> Math.max(match, 0)).toArray(),
                truth);
    }

    /** Some of the boxes, in the given order. */
    BoxTargets select(int[] chosen) {
        return new BoxTargets(
                boxes.select(chosen),
                Arrays.stream(chosen).map(i -> labels[i]).toArray(),
                Arrays.stream(chosen).map(i -> objects[i]).toArray(),
                truth);
    }

    /** Those that stand for an object. */
    BoxTargets positives() {
        return select(
                IntStream.range(0, labels.length).filter(i -> labels[i] > 0).toArray());
    }

    /** Those that stand for an object of a kind. */
    BoxTargets positives(IntPredicate kind) {
        return select(IntStream.range(0, labels.length)
                .filter(i -> labels[i] > 0 && kind.test(objects[i]))
                .toArray());
    }

    /** Offsets from the boxes to their objects, four a box; every box must have an object. */
    float[] offsets(BoxCoder coder) {
        return coder.encode(truth.select(objects), boxes);
    }

    /** The labels of several images, one after the other. */
    static int[] labels(List<BoxTargets> images) {
        return images.stream()
                .flatMapToInt(image -> Arrays.stream(image.labels))
                .toArray();
    }

    /** Offsets of all that stand for an object, image after image, four a box. */
    static float[] positiveOffsets(List<BoxTargets> images, BoxCoder coder) {
        List<float[]> parts =
                images.stream().map(image -> image.positives().offsets(coder)).toList();
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
