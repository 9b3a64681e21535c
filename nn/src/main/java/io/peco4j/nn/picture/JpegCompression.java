package io.peco4j.nn.picture;

import io.peco4j.api.data.RgbImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** What JPEG leaves of a picture: encoded and decoded by the JDK's baseline codec, chroma at half the resolution. */
public final class JpegCompression {
    private static final float PERCENT = 100;

    private JpegCompression() {}

    /**
     * A picture after compression.
     *
     * @param quality from 1 to 100, the scale of libjpeg
     * @throws IllegalArgumentException if the quality is out of range
     */
    public static RgbImage of(RgbImage image, int quality) {
        if (quality < 1 || quality > PERCENT) {
            throw new IllegalArgumentException("quality " + quality + " is not from 1 to 100");
        }
        BufferedImage buffer = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        byte[] rgb = image.rgb();
        int[] pixels = new int[image.width() * image.height()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | rgb[3 * i + 2] & 0xff;
        }
        buffer.setRGB(0, 0, image.width(), image.height(), pixels, 0, image.width());
        try {
            return Rasters.toRgb(decoded(encoded(buffer, quality)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage decoded(byte[] jpeg) throws IOException {
        ImageReader reader = Decoders.ofJdk(ImageReaderSpi.class, "jpeg").createReaderInstance(null);
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
            reader.setInput(in, true, true);
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }

    private static byte[] encoded(BufferedImage image, int quality) throws IOException {
        ImageWriter writer = Decoders.ofJdk(ImageWriterSpi.class, "jpeg").createWriterInstance(null);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality / PERCENT);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
