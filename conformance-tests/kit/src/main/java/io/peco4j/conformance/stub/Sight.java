package io.peco4j.conformance.stub;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.PictureSize;
import io.peco4j.nn.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * One pass of an encoder, as it was asked for.
 *
 * @param shape of the pictures
 * @param pictures their values
 * @param hidden which of their patches were not to be seen
 * @param outcome shape of what came out
 * @param tokens what came out
 * @param training whether dropout and drop path were on
 * @param recorded whether gradients flow through it: without, it makes targets
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read by one test
public record Sight(
        Shape shape,
        float[] pictures,
        Hidden hidden,
        Shape outcome,
        float[] tokens,
        boolean training,
        boolean recorded) {

    static Sight of(NDArray images, Hidden hidden, NDArray tokens, boolean training, boolean recorded) {
        return new Sight(
                images.getShape(),
                images.toFloatArray(),
                hidden,
                tokens.getShape(),
                numbers(tokens),
                training,
                recorded);
    }

    /** Size of the pictures. */
    public PictureSize size() {
        return new PictureSize(Math.toIntExact(shape.get(2)), Math.toIntExact(shape.get(3)));
    }

    /** What came out, as a tensor without a graph. */
    NDArray again(NDManager manager) {
        return Tensors.of(manager, tokens, outcome);
    }

    /** The same pass, had other tokens come out. */
    public Sight with(float[] others) {
        return new Sight(shape, pictures, hidden, outcome, others, training, recorded);
    }

    /** Whether a token came out for the class and one for each patch of a picture. */
    public boolean hasTokenForEach(int patches) {
        return outcome.dimension() == 3 && outcome.get(1) == 1 + patches;
    }

    /** The largest difference of their tokens; infinite if there are more of one than of the other. */
    public float distance(Sight other) {
        if (tokens.length != other.tokens.length) {
            return Float.POSITIVE_INFINITY;
        }
        float largest = 0;
        for (int i = 0; i < tokens.length; i++) {
            largest = Math.max(largest, Math.abs(tokens[i] - other.tokens[i]));
        }
        return largest;
    }

    /** What is wrong with pictures that are to be float32 (B, 3, H, W) in [0, 1], in words; empty if nothing is. */
    public static List<String> faults(Shape shape, float[] pictures, PictureSize size) {
        List<String> faults = new ArrayList<>();
        if (!shape.slice(1).equals(new Shape(3, size.height(), size.width()))) {
            faults.add(
                    "pictures " + shape + " where (B, 3, " + size.height() + ", " + size.width() + ") are asked for");
        }
        for (float value : pictures) {
            if (!(value >= 0 && value <= 1)) {
                faults.add("pictures in [0, 1] are asked for, and there is the value " + value);
                break;
            }
        }
        return faults;
    }

    private static float[] numbers(NDArray tokens) {
        try (NDArray floats = tokens.toType(DataType.FLOAT32, true)) {
            return floats.toFloatArray();
        }
    }
}
