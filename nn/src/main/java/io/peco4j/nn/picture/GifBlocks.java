package io.peco4j.nn.picture;

import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Walks the blocks of a GIF up to its first frame. */
final class GifBlocks {
    private static final int SCREEN = 6;
    private static final int SCREEN_FLAGS = 10;
    private static final int AFTER_SCREEN = 13;
    private static final int HAS_COLOURS = 0x80;
    private static final int COLOURS = 0x07;
    private static final int EXTENSION = 0x21;
    private static final int FRAME = 0x2c;

    private GifBlocks() {}

    /**
     * Finds the canvas and the place of the first frame.
     *
     * @param file little-endian
     * @throws IOException if there is no frame
     * @throws BufferUnderflowException if the file ends before it
     */
    static Envelope read(ByteBuffer file) throws IOException {
        int flags = file.get(SCREEN_FLAGS);
        file.position(AFTER_SCREEN);
        if ((flags & HAS_COLOURS) != 0) {
            file.position(AFTER_SCREEN + (3 << (flags & COLOURS) + 1));
        }
        int block = file.get();
        while (block == EXTENSION) {
            file.get();
            skipContent(file);
            block = file.get();
        }
        if (block != FRAME) {
            throw new EOFException("there is no frame in it");
        }
        FrameCanvas placement = FrameCanvas.of(
                unsigned(file, SCREEN),
                unsigned(file, SCREEN + 2),
                unsigned(file, file.position()),
                unsigned(file, file.position() + 2),
                unsigned(file, file.position() + 4),
                unsigned(file, file.position() + 6));
        return Envelope.of(Optional.of(placement));
    }

    private static void skipContent(ByteBuffer file) {
        int length = file.get() & 0xff;
        while (length > 0) {
            file.position(file.position() + length);
            length = file.get() & 0xff;
        }
    }

    private static int unsigned(ByteBuffer file, int at) {
        return file.getShort(at) & 0xffff;
    }
}
