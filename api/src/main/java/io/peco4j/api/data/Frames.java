package io.peco4j.api.data;

import java.util.List;

/**
 * The frames of a video, which are decoded when they are asked for, and not kept.
 *
 * <p>Read by {@link Preparation}s, on several loader threads at once; an implementation shares no decoder between
 * calls, and holds no file open between them. Eight frames, spread evenly:
 *
 * <pre>{@code
 * int[] numbers = IntStream.range(0, 8).map(i -> i * frames.count() / 8).toArray();
 * Sample row = Sample.of("frames", frames.read(numbers));
 * }</pre>
 */
public interface Frames {
    /** How many there are, at least 1; their numbers begin with 0. */
    int count();

    /** Frames per second, above 0. */
    double rate();

    /** Width of every frame, in pixels. */
    int width();

    /** Height of every frame, in pixels. */
    int height();

    /**
     * Decodes some frames, and no more than it takes to get at them.
     *
     * @param numbers from 0 to below {@link #count()}, in any order; a number may occur several times
     * @return one picture a number, in the order of the numbers, each of the size of the frames
     * @throws UnreadableExampleException if one of them cannot be read or decoded: the loader then leaves the example
     *     out, or fails, as for a picture
     * @throws IndexOutOfBoundsException if there is no frame of some number
     */
    List<RgbImage> read(int... numbers);
}
