package io.peco4j.nn.picture;

import io.peco4j.api.data.RgbImage;
import java.awt.image.Raster;

/**
 * What the four components of a JPEG or TIFF in printing colours mean.
 *
 * <p>Colours are found by arithmetic, {@code (1 - ink)(1 - black)}, as Pillow does it: without a profile, which most of
 * these files lack.
 */
enum CmykEncoding {
    /** Cyan, magenta, yellow and black, the largest sample for full ink. */
    CMYK,
    /** The same, inverted: what Adobe's programs write. */
    INVERTED_CMYK,
    /** Inverted inks, the first three of them coded as luma and chroma of their complement. */
    INVERTED_YCCK;

    private static final int BITS = 16;
    private static final int HALF = 1 << (BITS - 1);
    private static final int RED_CR = (int) Math.round(1.402 * (1 << BITS));
    private static final int GREEN_CB = (int) Math.round(0.344136 * (1 << BITS));
    private static final int GREEN_CR = (int) Math.round(0.714136 * (1 << BITS));
    private static final int BLUE_CB = (int) Math.round(1.772 * (1 << BITS));

    /** From the samples as they are stored, four bands of 8 bits. */
    RgbImage toRgb(Raster raster) {
        return toRgb(raster, 255);
    }

    /**
     * From the samples as they are stored.
     *
     * @param raster four bands; further ones are left out
     * @param largest the sample that stands for 255
     */
    RgbImage toRgb(Raster raster, int largest) {
        int width = raster.getWidth();
        int bands = raster.getNumBands();
        byte[] out = new byte[3 * width * raster.getHeight()];
        int[] line = new int[bands * width];
        int at = 0;
        for (int row = 0; row < raster.getHeight(); row++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + row, width, 1, line);
            for (int i = 0; i < line.length && largest != 255; i++) {
                line[i] = (line[i] * 255 + largest / 2) / largest;
            }
            for (int i = 0; i < line.length; i += bands) {
                if (this == INVERTED_YCCK) {
                    toCmyk(line, i);
                }
                int paper = this == CMYK ? 255 - line[i + 3] : line[i + 3];
                for (int ink = i; ink < i + 3; ink++) {
                    int bare = this == CMYK ? 255 - line[ink] : line[ink];
                    out[at++] = (byte) ((bare * paper + 127) / 255);
                }
            }
        }
        return new RgbImage(width, raster.getHeight(), out);
    }

    /** ITU-R 601 in full range, and the complement. */
    private static void toCmyk(int[] line, int at) {
        int luma = (line[at] << BITS) + HALF;
        int cb = line[at + 1] - 128;
        int cr = line[at + 2] - 128;
        line[at] = 255 - clamp((luma + RED_CR * cr) >> BITS);
        line[at + 1] = 255 - clamp((luma - GREEN_CB * cb - GREEN_CR * cr) >> BITS);
        line[at + 2] = 255 - clamp((luma + BLUE_CB * cb) >> BITS);
    }

    private static int clamp(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
