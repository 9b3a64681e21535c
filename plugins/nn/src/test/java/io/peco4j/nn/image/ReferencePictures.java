package io.peco4j.nn.image;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.RgbImage;
import io.peco4j.nn.parity.ParityCase;

/** Pictures among the numbers of a reference implementation. */
final class ReferencePictures implements AutoCloseable {
    private final NDManager manager = NDManager.newBaseManager();
    private final ParityCase reference;

    ReferencePictures(String name) {
        reference = ParityCase.load(manager, name);
    }

    float[] floats(String key) {
        return reference.get(key).toFloatArray();
    }

    /** A tensor whose last three axes are colour, row and column, with numbers from 0 to 255. */
    RgbImage image(String key) {
        NDArray tensor = reference.get(key);
        Shape shape = tensor.getShape();
        int height = (int) shape.get(shape.dimension() - 2);
        int width = (int) shape.get(shape.dimension() - 1);
        float[] values = tensor.toFloatArray();
        byte[] rgb = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            rgb[3 * (i % (width * height)) + i / (width * height)] = (byte) Math.round(values[i]);
        }
        return new RgbImage(width, height, rgb);
    }

    @Override
    public void close() {
        manager.close();
    }
}
