package io.peco4j.nn.picture;

import java.awt.image.Raster;
import java.io.IOException;

/**
 * The numbers of a picture with one channel, whatever colours they stand for.
 *
 * @param width in pixels
 * @param height in pixels
 * @param values row by row, unsigned 16 bits; must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes of pixels; identity is the right equality
public record Samples(int width, int height, short[] values) {

    /** @throws IOException if there are several channels */
    static Samples of(Raster raster) throws IOException {
        if (raster.getNumBands() != 1) {
            throw new IOException("it has " + raster.getNumBands()
                    + " channels: a map of classes has one, grey or with a palette, whose numbers are the classes");
        }
        int width = raster.getWidth();
        short[] values = new short[width * raster.getHeight()];
        int[] line = new int[width];
        for (int row = 0; row < raster.getHeight(); row++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + row, width, 1, 0, line);
            for (int column = 0; column < width; column++) {
                values[row * width + column] = (short) line[column];
            }
        }
        return new Samples(width, raster.getHeight(), values);
    }

    /** The number of a pixel, from 0 to 65535. */
    public int at(int pixel) {
        return Short.toUnsignedInt(values[pixel]);
    }
}
