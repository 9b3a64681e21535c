package io.peco4j.nn.video;

import java.util.random.RandomGenerator;

/**
 * One frame of each of equal segments of a video, as SlowFast and TimeSformer pick them on Something-Something. Bounds
 * are rounded half to even, and belong to both segments that they part.
 *
 * @param frames number of segments, at least 1
 */
public record SegmentSampling(int frames) {

    /** @throws IllegalArgumentException if there is no segment */
    public SegmentSampling {
        if (frames < 1) {
            throw new IllegalArgumentException(frames + " segments");
        }
    }

    /** The middle of each segment of {@code count} frames. */
    public int[] middles(int count) {
        int[] numbers = new int[frames];
        for (int i = 0; i < frames; i++) {
            numbers[i] = (bound(count, i) + bound(count, i + 1)) / 2;
        }
        return numbers;
    }

    /** One frame of each segment, drawn uniformly. */
    public int[] drawn(int count, RandomGenerator random) {
        int[] numbers = new int[frames];
        for (int i = 0; i < frames; i++) {
            numbers[i] = random.nextInt(bound(count, i), bound(count, i + 1) + 1);
        }
        return numbers;
    }

    private int bound(int count, int i) {
        return (int) Math.rint((double) (count - 1) / frames * i);
    }
}
