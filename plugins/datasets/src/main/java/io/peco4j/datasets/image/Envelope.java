package io.peco4j.datasets.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/**
 * What a file says around its pixels, found without decoding.
 *
 * @param exif whether there is EXIF, which may turn the picture
 * @param ordinary whether it is a kind that every decoder reads: baseline or progressive JPEG in grey or YCbCr, any of
 *     the other formats
 */
record Envelope(boolean exif, boolean ordinary) {
    private static final int EXIF_LETTERS = 0x45786966;
    private static final int PNG_SIGNATURE_LENGTH = 8;
    private static final int PNG_END = 0x49454e44;
    private static final int PNG_EXIF = 0x65584966;
    private static final int WEBP_EXIF = 0x45584946;
    private static final int RIFF_HEADER_LENGTH = 12;

    /**
     * Reads the envelope and checks what decoders do not: checksums and the end of PNG, the length of WebP.
     *
     * @throws IOException if the file ends too early or a checksum is wrong
     */
    static Envelope of(PictureFormat format, byte[] file) throws IOException {
        try {
            return switch (format) {
                case JPEG -> jpeg(ByteBuffer.wrap(file));
                case PNG -> png(ByteBuffer.wrap(file));
                case WEBP -> webp(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN));
                case BMP, GIF -> new Envelope(false, true);
            };
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new EOFException("the file ends within its header");
        }
    }

    /** Walks the segments up to the frame header, which says how many components there are and how they are coded. */
    private static Envelope jpeg(ByteBuffer file) throws IOException {
        boolean exif = false;
        file.position(2);
        while (true) {
            while ((file.get() & 0xff) != 0xff) {
                continue; // stray bytes between segments are allowed
            }
            int marker = file.get() & 0xff;
            while (marker == 0xff) {
                marker = file.get() & 0xff;
            }
            if (marker == 0xd9 || marker == 0xda) {
                throw new IOException("there is no frame header before the picture's data");
            }
            boolean alone = marker == 0x00 || marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8);
            if (alone) {
                continue;
            }
            int start = file.position();
            int length = file.getShort() & 0xffff;
            if (marker == 0xe1 && length >= 8) {
                exif |= file.getInt() == EXIF_LETTERS;
            }
            boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (frame) {
                int components = file.get(start + 7) & 0xff;
                return new Envelope(exif, marker <= 0xc2 && components <= 3);
            }
            file.position(start + Math.max(2, length));
        }
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
                return new Envelope(exif, true);
            }
        }
    }

    private static Envelope webp(ByteBuffer file) throws IOException {
        long stated = (file.getInt(4) & 0xffffffffL) + 8;
        if (stated > file.capacity()) {
            throw new EOFException("the file has " + file.capacity() + " bytes of " + stated);
        }
        boolean exif = false;
        file.position(RIFF_HEADER_LENGTH);
        while (file.remaining() >= 8) {
            exif |= Integer.reverseBytes(file.getInt()) == WEBP_EXIF;
            int length = file.getInt();
            file.position(Math.min(file.capacity(), file.position() + length + (length & 1)));
        }
        return new Envelope(exif, true);
    }
}
