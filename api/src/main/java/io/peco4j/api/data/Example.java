package io.peco4j.api.data;

import java.util.List;

/** One item of a data set, decoded. */
public sealed interface Example {

    /** The picture; of a clip, its first frame. */
    RgbImage image();

    /** A picture alone. */
    record Image(RgbImage image) implements Example {}

    /** A picture and its class, an index into {@link Dataset#classes()}. */
    record Labelled(RgbImage image, int label) implements Example {}

    /**
     * A picture and a class for every pixel.
     *
     * @param mask as large as the picture, row by row: an index into {@link Dataset#classes()}, or 255 for "ignore"
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Segmented(RgbImage image, byte[] mask) implements Example {}

    /** A picture and the objects on it. */
    record Detected(RgbImage image, List<ObjectBox> objects) implements Example {
        public Detected {
            objects = List.copyOf(objects);
        }
    }

    /** Frames in order of time, and the class of what happens. */
    record Clip(List<RgbImage> frames, int label) implements Example {
        public Clip {
            frames = List.copyOf(frames);
        }

        @Override
        public RgbImage image() {
            return frames.get(0);
        }
    }

    /**
     * An object: class, box in continuous pixels, and its mask over the whole picture (1 inside), empty if unknown.
     *
     * @param crowd whether the box holds a group that is left out of scores
     */
    @SuppressWarnings("ArrayRecordComponent")
    record ObjectBox(int label, float x1, float y1, float x2, float y2, boolean crowd, byte[] mask) {}
}
