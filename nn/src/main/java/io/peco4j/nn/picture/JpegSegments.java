package io.peco4j.nn.picture;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Walks the segments of a JPEG up to the coded data. Bytes between two segments are noted and mean nothing: some
 * cameras and editors leave them, and nothing of the picture is lost with them.
 */
final class JpegSegments {
    private static final int START_OF_SCAN = 0xda;
    private static final int END = 0xd9;
    private static final int EXIF = 0xe1;
    private static final int ADOBE = 0xee;
    private static final int EXIF_LETTERS = 0x45786966;
    private static final int ADOBE_LETTERS = 0x41646f62;
    private static final int ADOBE_TRANSFORM = 11;
    private static final int LAST_ORDINARY_FRAME = 0xc2;

    private final List<Envelope.Strays> strays = new ArrayList<>();
    private boolean exif;
    private int frame;
    private int components;
    private Optional<Integer> transform = Optional.empty();

    /**
     * @throws IOException if there is no frame header
     * @throws BufferUnderflowException if the file ends before the data
     */
    static Envelope read(ByteBuffer file) throws IOException {
        JpegSegments segments = new JpegSegments();
        file.position(2);
        int marker = segments.marker(file);
        while (marker != START_OF_SCAN && marker != END) {
            if (hasContent(marker)) {
                segments.take(marker, file);
            }
            marker = segments.marker(file);
        }
        if (segments.frame == 0) {
            throw new IOException("there is no frame header before the data");
        }
        return new Envelope(
                segments.exif,
                segments.frame <= LAST_ORDINARY_FRAME,
                segments.inks(),
                Optional.empty(),
                segments.strays);
    }

    /** The next marker: a byte of ones, however often, and another that is not zero. What lies before is noted. */
    private int marker(ByteBuffer file) {
        int start = file.position();
        int before = 0;
        int value = file.get() & 0xff;
        while (before != 0xff || value == 0xff || value == 0) {
            before = value;
            value = file.get() & 0xff;
        }
        int found = file.position() - 2;
        if (found > start) {
            strays.add(new Envelope.Strays(start, found));
        }
        return value;
    }

    private static boolean hasContent(int marker) {
        return marker > 0x01 && (marker < 0xd0 || marker > 0xd8);
    }

    private void take(int marker, ByteBuffer file) {
        int start = file.position();
        int length = Math.max(2, file.getShort() & 0xffff);
        int content = start + 2;
        if (isFrame(marker)) {
            frame = marker;
            components = file.get(content + 5) & 0xff;
        } else if (marker == EXIF && length >= 8) {
            exif |= file.getInt(content) == EXIF_LETTERS;
        } else if (marker == ADOBE && length >= 14 && file.getInt(content) == ADOBE_LETTERS) {
            transform = Optional.of(file.get(content + ADOBE_TRANSFORM) & 0xff);
        }
        file.position(start + length);
    }

    /** All of 0xc0 to 0xcf but the tables for Huffman and arithmetic codes and a reserved one. */
    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private Optional<CmykEncoding> inks() {
        if (components != 4) {
            return Optional.empty();
        }
        return Optional.of(transform
                .map(t -> t == 0 ? CmykEncoding.INVERTED_CMYK : CmykEncoding.INVERTED_YCCK)
                .orElse(CmykEncoding.CMYK));
    }
}
