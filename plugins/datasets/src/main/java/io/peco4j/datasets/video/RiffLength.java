package io.peco4j.datasets.video;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * How long an AVI file says that it is: of one that is cut off between two frames, FFmpeg reads the frames before. The
 * first part of a file of several counts, as that is where its header is.
 */
final class RiffLength {
    private static final int BEFORE = 8;
    private static final int HEADER = 12;

    private RiffLength() {}

    /** Whether it is such a file and shorter than it says. */
    static boolean isMissed(Path file) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.read(header, 0) < HEADER) {
                return false;
            }
            boolean avi = text(header, 0).equals("RIFF") && text(header, BEFORE).equals("AVI ");
            return avi && channel.size() < BEFORE + Integer.toUnsignedLong(header.getInt(4));
        }
    }

    private static String text(ByteBuffer bytes, int at) {
        return new String(bytes.array(), at, 4, StandardCharsets.US_ASCII);
    }
}
