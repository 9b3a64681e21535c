package io.peco4j.runtime.run;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.RgbImage;

/** Pictures out of tensors. */
final class Pixels {
    private Pixels() {}

    /** Float32 (3, H, W) in [0, 1] as a picture, clipped and rounded. */
    static RgbImage of(NDArray image) {
        float[] planes = image.toFloatArray();
        int height = (int) image.getShape().get(1);
        int width = (int) image.getShape().get(2);
        int plane = width * height;
        byte[] rgb = new byte[3 * plane];
        for (int i = 0; i < plane; i++) {
            for (int c = 0; c < 3; c++) {
                rgb[3 * i + c] = (byte) Math.round(255 * Math.min(1, Math.max(0, planes[c * plane + i])));
            }
        }
        return new RgbImage(width, height, rgb);
    }
}
