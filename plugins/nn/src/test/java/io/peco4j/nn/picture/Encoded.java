package io.peco4j.nn.picture;

import io.peco4j.api.data.RgbImage;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Makes files to read. */
public final class Encoded {
    private Encoded() {}

    /** By the JDK's writer of that format. */
    public static byte[] by(String format, BufferedImage image) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException("no writer for this kind of " + format);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JPEG with as many components as the raster has bands, and no word about what they mean. */
    static byte[] jpegOf(Raster raster) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(new IIOImage(raster, null, null));
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** The same JPEG with an EXIF segment that has only the tag for the orientation. */
    static byte[] withOrientation(byte[] jpeg, int tag) {
        byte[] exif = ByteBuffer.allocate(6 + 8 + 2 + 12 + 4)
                .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
                .put("MM".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) tag)
                .putShort((short) 0)
                .putInt(0)
                .array();
        return withSegment(jpeg, 0xffe1, exif);
    }

    /** The same JPEG with Adobe's segment, which says how components are coded. */
    static byte[] withAdobe(byte[] jpeg, int transform) {
        byte[] adobe = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform};
        return withSegment(jpeg, 0xffee, adobe);
    }

    private static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
        return ByteBuffer.allocate(jpeg.length + 4 + content.length)
                .put(jpeg, 0, 2)
                .putShort((short) marker)
                .putShort((short) (content.length + 2))
                .put(content)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    /** A PNG that claims a size and holds next to nothing. */
    static byte[] pngThatClaims(int width, int height) {
        ByteBuffer out = ByteBuffer.allocate(200);
        out.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        byte[] header = new byte[13];
        ByteBuffer.wrap(header).putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0});
        chunk(out, "IHDR", header);
        chunk(out, "IDAT", new byte[20]);
        chunk(out, "IEND", new byte[0]);
        return out.array();
    }

    private static void chunk(ByteBuffer out, String type, byte[] data) {
        out.putInt(data.length);
        int start = out.position();
        out.put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
        CRC32 sum = new CRC32();
        sum.update(out.duplicate().limit(out.position()).position(start));
        out.putInt((int) sum.getValue());
    }

    /**
     * A lossless WebP of two colours that differ in green: {@code (red, 0, blue)} where the picture is dark in green,
     * else {@code (red, 255, blue)}. Five prefix codes, of which only the one for green needs bits.
     */
    static byte[] webp(RgbImage image, int red, int blue) {
        Bits bits = new Bits();
        bits.put(0x2f, 8);
        bits.put(image.width() - 1, 14);
        bits.put(image.height() - 1, 14);
        bits.put(0, 1 + 3 + 1 + 1 + 1); // no alpha, version, no transform, no colour cache, one group of codes
        bits.put(0b11, 2); // a simple code with two symbols
        bits.put(1, 1); // the first has 8 bits
        bits.put(0, 8);
        bits.put(255, 8);
        for (int only : new int[] {red, blue, 255, 0}) {
            bits.put(0b01, 2); // a simple code with one symbol
            bits.put(1, 1);
            bits.put(only, 8);
        }
        for (int i = 1; i < image.rgb().length; i += 3) {
            bits.put(image.rgb()[i] < 0 ? 1 : 0, 1);
        }
        byte[] data = bits.bytes();
        int padded = data.length + (data.length & 1);
        ByteBuffer out = ByteBuffer.allocate(20 + padded).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(12 + padded);
        out.put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII))
                .putInt(data.length)
                .put(data);
        return out.array();
    }

    /** Lowest bit first. */
    private static final class Bits {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private long pending;
        private int count;

        void put(int value, int width) {
            pending |= (long) value << count;
            count += width;
            for (; count >= 8; count -= 8) {
                out.write((int) pending);
                pending >>>= 8;
            }
        }

        byte[] bytes() {
            put(0, 7);
            return out.toByteArray();
        }
    }
}
