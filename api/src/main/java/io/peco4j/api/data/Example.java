package io.peco4j.api.data;

import java.util.List;

/**
 * One item of a data set. The values below check themselves; that classes are those of the data set, and that
 * annotations lie on the picture, is what a data set promises, and what the conformance kit tests.
 *
 * <p>All are immutable and safe on several threads.
 */
public sealed interface Example {

    /**
     * The picture. Every example has one, so a component that looks at pictures alone can read any data set.
     *
     * @return of a {@link Clip}, its first frame, which is decoded at every call; otherwise what is in memory already
     * @throws UnreadableExampleException if it is the frame of a clip, and cannot be decoded
     */
    RgbImage image();

    /** A picture alone. */
    record Image(RgbImage image) implements Example {}

    /** A picture and its class, an index into {@link Dataset#classes()}. */
    record Labelled(RgbImage image, int label) implements Example {}

    /**
     * A picture and a class for every pixel.
     *
     * @param classes as large as the picture; indices into {@link Dataset#classes()}, or {@link ClassMap#IGNORE}
     */
    record Segmented(RgbImage image, ClassMap classes) implements Example {}

    /**
     * A picture and the objects on it.
     *
     * @param objects any number, also none; boxes and masks lie on the picture
     */
    record Detected(RgbImage image, List<Instance> objects) implements Example {
        public Detected {
            objects = List.copyOf(objects);
        }
    }

    /**
     * A video, and the class of what happens in it.
     *
     * @param frames in order of time; decoded when they are asked for
     * @param label an index into {@link Dataset#classes()}
     */
    record Clip(Frames frames, int label) implements Example {
        @Override
        public RgbImage image() {
            return frames.read(0).get(0);
        }
    }
}
