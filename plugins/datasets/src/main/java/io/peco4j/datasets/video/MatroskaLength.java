package io.peco4j.datasets.video;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How long a WebM or Matroska file says that it is. FFmpeg reads one that is cut off like a shorter one, since the
 * format does not list its frames; of the other formats it knows.
 */
final class MatroskaLength {
    private static final int HEADER = 0x1a45dfa3;
    private static final int SEGMENT = 0x18538067;

    private MatroskaLength() {}

    /** The length in bytes; empty for files of other formats, and for those that were written as a stream. */
    static OptionalLong of(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            if (in.readInt() != HEADER) {
                return OptionalLong.empty();
            }
            Size header = Size.read(in);
            in.skipNBytes(header.value());
            if (in.readInt() != SEGMENT) {
                return OptionalLong.empty();
            }
            Size segment = Size.read(in);
            long before = 4L + header.bytes() + header.value() + 4 + segment.bytes();
            return segment.isKnown() ? OptionalLong.of(before + segment.value()) : OptionalLong.empty();
        } catch (EOFException e) {
            return OptionalLong.empty();
        }
    }

    /** A number whose first byte has as many leading zeros as there are bytes to follow; all ones: unknown. */
    private record Size(int bytes, long value) {
        static Size read(DataInputStream in) throws IOException {
            int first = in.readUnsignedByte();
            int bytes = Integer.numberOfLeadingZeros(first << 24) + 1;
            long value = first & (0xff >> bytes);
            for (int i = 1; i < bytes; i++) {
                value = value << 8 | in.readUnsignedByte();
            }
            return new Size(bytes, value);
        }

        boolean isKnown() {
            return value != (1L << 7 * bytes) - 1;
        }
    }
}
