package io.peco4j.nn.picture;

import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What a file says around its pixels, found without decoding.
 *
 * @param exif whether there is EXIF, which may turn the picture
 * @param ordinary whether every decoder of the format reads it; not so of JPEG that is neither baseline nor progressive
 * @param inks if the picture is in printing colours, which
 * @param placement of the first frame, where the file is an animation or may be one
 * @param strays bytes that belong to nothing and that decoders do without, in order
 */
record Envelope(
        boolean exif,
        boolean ordinary,
        Optional<CmykEncoding> inks,
        Optional<FrameCanvas> placement,
        List<Strays> strays) {
    private static final int PNG_SIGNATURE_LENGTH = 8;
    private static final int PNG_END = 0x49454e44;
    private static final int PNG_EXIF = 0x65584966;
    private static final int WEBP_EXIF = 0x45584946;
    private static final int WEBP_CANVAS = 0x56503858;
    private static final int WEBP_FRAME = 0x414e4d46;
    private static final int RIFF_HEADER_LENGTH = 12;

    Envelope {
        strays = List.copyOf(strays);
    }

    /** Bytes between two parts of a file, from the first one to the one after the last. */
    record Strays(int from, int to) {}

    private Envelope(boolean exif) {
        this(exif, true, Optional.empty(), Optional.empty(), List.of());
    }

    /** Of a file without EXIF that is as every decoder expects it. */
    static Envelope of(Optional<FrameCanvas> placement) {
        return new Envelope(false, true, Optional.empty(), placement, List.of());
    }

    /**
     * Reads the envelope and checks what decoders do not: checksums and the end of PNG, the length of WebP.
     *
     * @throws IOException if the file ends too early or a checksum is wrong
     */
    static Envelope of(PictureFormat format, byte[] file) throws IOException {
        try {
            return switch (format) {
                case JPEG -> JpegSegments.read(ByteBuffer.wrap(file));
                case PNG -> png(ByteBuffer.wrap(file));
                case WEBP -> webp(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN));
                case GIF -> GifBlocks.read(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN));
                // Its first directory is what EXIF is made of.
                case TIFF -> new Envelope(true);
                case BMP -> new Envelope(false);
            };
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new EOFException("the file ends within its header");
        }
    }

    /** The file without what does not belong to it. */
    byte[] tidy(byte[] file) {
        if (strays.isEmpty()) {
            return file;
        }
        ByteBuffer tidy = ByteBuffer.allocate(file.length);
        int kept = 0;
        for (Strays some : strays) {
            tidy.put(file, kept, some.from() - kept);
            kept = some.to();
        }
        tidy.put(file, kept, file.length - kept);
        return Arrays.copyOf(tidy.array(), tidy.position());
    }

    private static Envelope png(ByteBuffer file) throws IOException {
        boolean exif = false;
        file.position(PNG_SIGNATURE_LENGTH);
        CRC32 sum = new CRC32();
        while (true) {
            int length = file.getInt();
            int type = file.getInt(file.position());
            sum.reset();
            sum.update(file.slice().limit(length + Integer.BYTES));
            file.position(file.position() + length + Integer.BYTES);
            if ((int) sum.getValue() != file.getInt()) {
                throw new IOException("a checksum is wrong at byte " + (file.position() - Integer.BYTES));
            }
            exif |= type == PNG_EXIF;
            if (type == PNG_END) {
                return new Envelope(exif);
            }
        }
    }

    private static Envelope webp(ByteBuffer file) throws IOException {
        long stated = (file.getInt(4) & 0xffffffffL) + 8;
        if (stated > file.capacity()) {
            throw new EOFException("the file has " + file.capacity() + " bytes of " + stated);
        }
        boolean exif = false;
        int canvas = 0;
        Optional<FrameCanvas> placement = Optional.empty();
        file.position(RIFF_HEADER_LENGTH);
        while (file.remaining() >= 8) {
            int type = Integer.reverseBytes(file.getInt());
            int length = file.getInt();
            int content = file.position();
            exif |= type == WEBP_EXIF;
            if (type == WEBP_CANVAS) {
                canvas = content + 4;
            } else if (type == WEBP_FRAME && placement.isEmpty()) {
                placement = Optional.of(frame(file, canvas, content));
            }
            file.position(Math.min(file.capacity(), content + length + (length & 1)));
        }
        return new Envelope(exif, true, Optional.empty(), placement, List.of());
    }

    /** Numbers of 24 bits: offsets are halved, sizes are less by one. */
    private static FrameCanvas frame(ByteBuffer file, int canvas, int at) {
        return FrameCanvas.of(
                canvas == 0 ? 0 : 1 + low24(file, canvas),
                canvas == 0 ? 0 : 1 + low24(file, canvas + 3),
                2 * low24(file, at),
                2 * low24(file, at + 3),
                1 + low24(file, at + 6),
                1 + low24(file, at + 9));
    }

    private static int low24(ByteBuffer file, int at) {
        return file.getInt(at) & 0xffffff;
    }
}
