package io.peco4j.nn.picture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.RgbImage;
import io.peco4j.nn.Tensors;
import java.util.List;

/** Pictures to tensors and back. */
public final class PictureTensors {
    private static final float WHITE = 255;

    private PictureTensors() {}

    /**
     * Pictures of one size as float32 (B, 3, H, W) in [0, 1].
     *
     * @throws IllegalArgumentException if there is none, or their sizes differ
     */
    public static NDArray of(List<RgbImage> pictures, NDManager manager) {
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("no pictures");
        }
        int width = pictures.get(0).width();
        int height = pictures.get(0).height();
        int plane = width * height;
        float[] values = new float[3 * plane * pictures.size()];
        for (int row = 0; row < pictures.size(); row++) {
            RgbImage picture = pictures.get(row);
            if (picture.width() != width || picture.height() != height) {
                throw new IllegalArgumentException("pictures of different sizes: " + width + " x " + height + " and "
                        + picture.width() + " x " + picture.height());
            }
            byte[] rgb = picture.rgb();
            int start = 3 * plane * row;
            for (int i = 0; i < plane; i++) {
                for (int c = 0; c < 3; c++) {
                    values[start + c * plane + i] = (rgb[3 * i + c] & 0xff) / WHITE;
                }
            }
        }
        return Tensors.of(manager, values, new Shape(pictures.size(), 3, height, width));
    }

    /** Float32 (3, H, W) in [0, 1] as a picture, clipped and rounded. */
    public static RgbImage picture(NDArray image) {
        float[] planes = image.toFloatArray();
        int height = (int) image.getShape().get(1);
        int width = (int) image.getShape().get(2);
        int plane = width * height;
        byte[] rgb = new byte[3 * plane];
        for (int i = 0; i < plane; i++) {
            for (int c = 0; c < 3; c++) {
                rgb[3 * i + c] = (byte) Math.round(WHITE * Math.min(1, Math.max(0, planes[c * plane + i])));
            }
        }
        return new RgbImage(width, height, rgb);
    }
}
