package io.peco4j.nn.picture;

import io.peco4j.api.data.RgbImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * A picture as PNG.
 *
 * @param width in pixels
 * @param height in pixels
 * @param bytes the file's content; must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // a file; identity is the right equality
public record Png(int width, int height, byte[] bytes) {
    private static final long SIGNATURE = 0x89504e470d0a1a0aL;
    private static final int HEADER = 24;

    /** A file's content as a picture, by its header; empty if it is not a PNG. */
    public static Optional<Png> of(byte[] bytes) {
        ByteBuffer header = ByteBuffer.wrap(bytes);
        return bytes.length > HEADER && header.getLong(0) == SIGNATURE
                ? Optional.of(new Png(header.getInt(16), header.getInt(20), bytes))
                : Optional.empty();
    }

    /** Encodes a picture, without loss. */
    public static Png of(RgbImage image) {
        BufferedImage buffer = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        int[] pixels = new int[image.width() * image.height()];
        byte[] rgb = image.rgb();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | rgb[3 * i + 2] & 0xff;
        }
        buffer.setRGB(0, 0, image.width(), image.height(), pixels, 0, image.width());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(buffer, "png", out)) {
                throw new IllegalStateException("this Java writes no PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Png(image.width(), image.height(), out.toByteArray());
    }

    /** The picture as an address that holds it. */
    public String dataUri() {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes);
    }
}
