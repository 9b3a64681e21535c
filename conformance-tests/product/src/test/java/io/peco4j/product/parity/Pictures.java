package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.RgbImage;

/** 8-bit pictures among stored numbers: the last three axes are colour, row and column, values from 0 to 255. */
final class Pictures {
    private Pictures() {}

    static RgbImage picture(NDArray tensor) {
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

    /** Float32 (3, H, W). */
    static NDArray tensor(NDManager manager, RgbImage image) {
        int pixels = image.width() * image.height();
        float[] values = new float[3 * pixels];
        for (int i = 0; i < values.length; i++) {
            values[i] = image.rgb()[3 * (i % pixels) + i / pixels] & 0xff;
        }
        return manager.create(values, new Shape(3, image.height(), image.width()));
    }
}
