package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.peco4j.nn.metric.RunLengthMask;
import java.util.List;
import java.util.Optional;

/**
 * The masks of an image's objects. Their pixels are made one mask at a time: all masks of an image of full size would
 * be hundreds of megabytes.
 */
public interface ObjectMasks {
    /** How many objects. */
    int count();

    /** Of the image, in pixels. */
    PixelSize image();

    /** Whether an object's mask is known; nothing is learned of the masks of the others. */
    boolean knows(int object);

    /**
     * The mask of an object that {@link #knows} one.
     *
     * @return a new array, row by row: 1 where the object is, 0 elsewhere
     */
    float[] pixels(int object);

    /**
     * Masks in an array.
     *
     * @param masks int64, uint8 or float32 (N, H, W), 1 where the object is; open while they are read
     */
    static ObjectMasks of(NDArray masks) {
        return new Stacked(masks);
    }

    /**
     * Masks as run lengths.
     *
     * @param masks one an object, as large as the image; empty where it is not known
     * @param image size of the image
     */
    static ObjectMasks of(List<Optional<RunLengthMask>> masks, PixelSize image) {
        return new Runs(masks, image);
    }

    /** No object. */
    static ObjectMasks none(PixelSize image) {
        return of(List.of(), image);
    }

    /** The masks after their image was resized: the nearest pixel. */
    default ObjectMasks resized(PixelSize to) {
        return to.equals(image()) ? this : new Resized(this, to);
    }

    /** Masks in an array. */
    record Stacked(NDArray masks) implements ObjectMasks {
        @Override
        public int count() {
            return (int) masks.getShape().get(0);
        }

        @Override
        public PixelSize image() {
            return PixelSize.of(masks);
        }

        @Override
        public boolean knows(int object) {
            return true;
        }

        @Override
        public float[] pixels(int object) {
            try (NDArray mask = masks.get(object);
                    NDArray numbers = mask.toType(DataType.FLOAT32, true)) {
                return numbers.toFloatArray();
            }
        }
    }

    /** Masks as run lengths. */
    record Runs(List<Optional<RunLengthMask>> masks, PixelSize image) implements ObjectMasks {
        public Runs {
            masks = List.copyOf(masks);
        }

        @Override
        public int count() {
            return masks.size();
        }

        @Override
        public boolean knows(int object) {
            return masks.get(object).isPresent();
        }

        @Override
        public float[] pixels(int object) {
            boolean[] inside = masks.get(object).orElseThrow().pixels();
            float[] numbers = new float[inside.length];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = inside[i] ? 1 : 0;
            }
            return numbers;
        }
    }

    /** Masks of which the nearest pixels are taken, as PyTorch's upsampling finds them. */
    record Resized(ObjectMasks before, PixelSize image) implements ObjectMasks {
        @Override
        public int count() {
            return before.count();
        }

        @Override
        public boolean knows(int object) {
            return before.knows(object);
        }

        @Override
        public float[] pixels(int object) {
            float[] from = before.pixels(object);
            int width = before.image().width();
            float down = (float) before.image().height() / image.height();
            float across = (float) width / image.width();
            float[] to = new float[image.height() * image.width()];
            for (int y = 0; y < image.height(); y++) {
                int row = Math.min((int) (y * down), before.image().height() - 1) * width;
                for (int x = 0; x < image.width(); x++) {
                    to[y * image.width() + x] = from[row + Math.min((int) (x * across), width - 1)];
                }
            }
            return to;
        }
    }
}
