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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriter;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes files to read. */
public final class Encoded {
    private Encoded() {}

    /** By the JDK's writer of that format. */
    public static byte[] by(String format, BufferedImage image) {
        return written(format, new IIOImage(image, null, null));
    }

    private static byte[] written(String format, IIOImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageWriter writer = Decoders.ofJdk(ImageWriterSpi.class, format).createWriterInstance(null);
            try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
                writer.setOutput(stream);
                writer.write(image);
            } finally {
                writer.dispose();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A JPEG with as many components as the raster has bands, and no word about what they mean. */
    static byte[] jpegOf(Raster raster) {
        return written("jpeg", new IIOImage(raster, null, null));
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

    /** Where the segments of a JPEG begin, the first one after the start of the file; the last is that of the data. */
    static List<Integer> segments(byte[] jpeg) {
        List<Integer> starts = new ArrayList<>();
        int at = 2;
        int marker = 0;
        while (marker != 0xda) {
            starts.add(at);
            marker = jpeg[at + 1] & 0xff;
            at += 2 + ((jpeg[at + 2] & 0xff) << 8 | jpeg[at + 3] & 0xff);
        }
        return starts;
    }

    /** The same bytes with others among them. */
    static byte[] inserted(byte[] whole, int at, byte[] more) {
        return ByteBuffer.allocate(whole.length + more.length)
                .put(whole, 0, at)
                .put(more)
                .put(whole, at, whole.length - at)
                .array();
    }

    /** A GIF with a canvas of its own and its frame somewhere on it. */
    static byte[] gif(BufferedImage image, int width, int height, int x, int y) {
        byte[] gif = by("gif", image);
        ByteBuffer file = ByteBuffer.wrap(gif).order(ByteOrder.LITTLE_ENDIAN);
        file.putShort(6, (short) width).putShort(8, (short) height);
        int at = 13 + ((gif[10] & 0x80) == 0 ? 0 : 3 << (gif[10] & 7) + 1);
        while (gif[at] == 0x21) {
            at += 2;
            while (gif[at] != 0) {
                at += 1 + (gif[at] & 0xff);
            }
            at++;
        }
        file.putShort(at + 1, (short) x).putShort(at + 3, (short) y);
        return gif;
    }

    /** An uncompressed TIFF of 2 x 2 equal pixels in printing colours. */
    static byte[] cmykTiff(int[] inks, int bits) {
        ByteBuffer samples = ByteBuffer.allocate(2 * bits);
        for (int i = 0; i < 16; i++) {
            if (bits == 8) {
                samples.put((byte) inks[i % 4]);
            } else {
                samples.putShort((short) (257 * inks[i % 4]));
            }
        }
        return tiff(2, 2, 4, bits, 5, 1, samples.array());
    }

    /** An uncompressed grey TIFF whose EXIF tag says how it was held. */
    static byte[] turnedTiff(int width, int height, int orientation, byte[] samples) {
        return tiff(width, height, 1, 8, 1, orientation, samples);
    }

    private static byte[] tiff(
            int width, int height, int bands, int bits, int colours, int orientation, byte[] samples) {
        int sizes = 150;
        int strip = 160;
        int[][] tags = {
            {256, 4, 1, width},
            {257, 4, 1, height},
            {258, 3, bands, bands == 1 ? bits << 16 : sizes},
            {259, 4, 1, 1},
            {262, 4, 1, colours},
            {273, 4, 1, strip},
            {274, 3, 1, orientation << 16},
            {277, 4, 1, bands},
            {278, 4, 1, height},
            {279, 4, 1, samples.length}
        };
        ByteBuffer file = ByteBuffer.allocate(strip + samples.length);
        file.put(ascii("MM\0*")).putInt(8).putShort((short) tags.length);
        for (int[] tag : tags) {
            file.putShort((short) tag[0])
                    .putShort((short) tag[1])
                    .putInt(tag[2])
                    .putInt(tag[3]);
        }
        for (int i = 0; i < bands; i++) {
            file.putShort(sizes + 2 * i, (short) bits);
        }
        return file.position(strip).put(samples).array();
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

    /** A lossless WebP as the only frame of an animation, somewhere on a canvas; both offsets are even. */
    static byte[] animated(byte[] webp, RgbImage frame, int width, int height, int x, int y) {
        byte[] picture = Arrays.copyOfRange(webp, 12, webp.length);
        ByteBuffer out =
                ByteBuffer.allocate(12 + 18 + 14 + 8 + 16 + picture.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("RIFF")).putInt(out.capacity() - 8).put(ascii("WEBP"));
        out.put(ascii("VP8X")).putInt(10).putInt(2);
        low24(low24(out, width - 1), height - 1);
        out.put(ascii("ANIM")).putInt(6).putInt(0xff336699).putShort((short) 0);
        out.put(ascii("ANMF")).putInt(16 + picture.length);
        low24(low24(low24(low24(low24(out, x / 2), y / 2), frame.width() - 1), frame.height() - 1), 100);
        out.put((byte) 0).put(picture);
        return out.array();
    }

    private static ByteBuffer low24(ByteBuffer out, int value) {
        return out.putShort((short) value).put((byte) (value >> 16));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
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
