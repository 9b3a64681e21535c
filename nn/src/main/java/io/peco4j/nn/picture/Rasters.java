package io.peco4j.nn.picture;

import io.peco4j.api.data.RgbImage;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.io.IOException;

/**
 * From Java2D's pictures to ours, by the samples themselves: colour profiles are ignored, as Pillow and torchvision
 * ignore them; 16 bits become 8 by rounding; what is transparent is laid on white.
 */
final class Rasters {
    private Rasters() {}

    /**
     * @throws IOException if the samples are no unsigned numbers of at most 16 bits: how bright they are, is unknown
     */
    static RgbImage toRgb(BufferedImage image) throws IOException {
        ColorModel colors = image.getColorModel();
        Raster raster = image.getRaster();
        int type = raster.getTransferType();
        if (type != DataBuffer.TYPE_BYTE && type != DataBuffer.TYPE_USHORT && type != DataBuffer.TYPE_INT
                || type == DataBuffer.TYPE_INT && colors instanceof ComponentColorModel) {
            throw new IOException(
                    "its samples are signed or have more than 16 bits: save it with 8 or 16 bits a sample");
        }
        if (colors.getColorSpace().getType() == ColorSpace.TYPE_CMYK) {
            return CmykEncoding.CMYK.toRgb(raster, largest(raster, colors.getComponentSize(0)));
        }
        if (colors instanceof ComponentColorModel && raster.getNumBands() <= 4) {
            return raster.getDataBuffer() instanceof DataBufferByte bytes
                            && raster.getSampleModel() instanceof PixelInterleavedSampleModel layout
                            && !colors.hasAlpha()
                            && raster.getParent() == null
                    ? interleaved(image.getWidth(), image.getHeight(), bytes.getData(), layout)
                    : samples(raster, colors);
        }
        return colors instanceof IndexColorModel palette ? indexed(raster, palette) : converted(image);
    }

    /** The way of nearly all files: grey or three channels in some order, byte by byte. */
    private static RgbImage interleaved(int width, int height, byte[] in, PixelInterleavedSampleModel layout) {
        int[] offsets = layout.getBandOffsets();
        int step = layout.getPixelStride();
        int red = offsets[0];
        int green = offsets[offsets.length > 1 ? 1 : 0];
        int blue = offsets[offsets.length > 1 ? 2 : 0];
        byte[] out = new byte[3 * width * height];
        int at = 0;
        for (int row = 0; row < height; row++) {
            int from = row * layout.getScanlineStride();
            for (int column = 0; column < width; column++) {
                out[at] = in[from + red];
                out[at + 1] = in[from + green];
                out[at + 2] = in[from + blue];
                at += 3;
                from += step;
            }
        }
        return new RgbImage(width, height, out);
    }

    /** Any layout of one to four samples a pixel: grey or RGB, with or without alpha. */
    private static RgbImage samples(Raster raster, ColorModel colors) {
        int width = raster.getWidth();
        int bands = raster.getNumBands();
        boolean grey = bands < 3;
        boolean alpha = colors.hasAlpha();
        boolean weighted = alpha && colors.isAlphaPremultiplied();
        int largest = largest(raster, colors.getComponentSize(0));
        byte[] out = new byte[3 * width * raster.getHeight()];
        int[] line = new int[bands * width];
        int at = 0;
        for (int row = 0; row < raster.getHeight(); row++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + row, width, 1, line);
            for (int from = 0; from < line.length; from += bands) {
                int opacity = alpha ? line[from + bands - 1] : largest;
                for (int channel = 0; channel < 3; channel++) {
                    int value = line[from + (grey ? 0 : channel)];
                    out[at++] = weighted
                            ? onWhite(Math.min(largest, value + largest - opacity), largest, largest)
                            : onWhite(value, opacity, largest);
                }
            }
        }
        return new RgbImage(width, raster.getHeight(), out);
    }

    /** The sample that means full brightness, or full ink. */
    private static int largest(Raster raster, int bits) {
        return bits >= 16 || raster.getTransferType() == DataBuffer.TYPE_USHORT ? 0xffff : (1 << bits) - 1;
    }

    private static RgbImage indexed(Raster raster, IndexColorModel palette) {
        int width = raster.getWidth();
        byte[] colours = new byte[3 * palette.getMapSize()];
        for (int i = 0; i < palette.getMapSize(); i++) {
            colours[3 * i] = onWhite(palette.getRed(i), palette.getAlpha(i), 255);
            colours[3 * i + 1] = onWhite(palette.getGreen(i), palette.getAlpha(i), 255);
            colours[3 * i + 2] = onWhite(palette.getBlue(i), palette.getAlpha(i), 255);
        }
        byte[] out = new byte[3 * width * raster.getHeight()];
        int[] line = new int[width];
        int at = 0;
        for (int row = 0; row < raster.getHeight(); row++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + row, width, 1, line);
            for (int index : line) {
                System.arraycopy(colours, 3 * index, out, at, 3);
                at += 3;
            }
        }
        return new RgbImage(width, raster.getHeight(), out);
    }

    /** Packed pixels, such as 16-bit BMP. */
    private static RgbImage converted(BufferedImage image) {
        int width = image.getWidth();
        byte[] out = new byte[3 * width * image.getHeight()];
        int[] line = new int[width];
        int at = 0;
        for (int row = 0; row < image.getHeight(); row++) {
            image.getRGB(0, row, width, 1, line, 0, width);
            for (int argb : line) {
                int opacity = argb >>> 24;
                out[at++] = onWhite(argb >> 16 & 0xff, opacity, 255);
                out[at++] = onWhite(argb >> 8 & 0xff, opacity, 255);
                out[at++] = onWhite(argb & 0xff, opacity, 255);
            }
        }
        return new RgbImage(width, image.getHeight(), out);
    }

    private static byte onWhite(int value, int opacity, int largest) {
        if (largest == 255 && opacity == 255) {
            return (byte) value;
        }
        double covered = (double) opacity / largest;
        return (byte) Math.round(255 * (covered * value / largest + 1 - covered));
    }
}
