package io.peco4j.nn.picture;

import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What a file says around its pixels, found without decoding.
 *
 * @param exif whether there is EXIF, which may turn the picture
 * @param ordinary whether every decoder of the format reads it; not so of JPEG that is neither baseline nor progressive
 * @param inks if the picture is in printing colours, which
 */
record Envelope(boolean exif, boolean ordinary, Optional<Inks> inks) {
    private static final int PNG_SIGNATURE_LENGTH = 8;
    private static final int PNG_END = 0x49454e44;
    private static final int PNG_EXIF = 0x65584966;
    private static final int WEBP_EXIF = 0x45584946;
    private static final int RIFF_HEADER_LENGTH = 12;

    private Envelope(boolean exif) {
        this(exif, true, Optional.empty());
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
                case BMP, GIF -> new Envelope(false);
            };
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new EOFException("the file ends within its header");
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
        file.position(RIFF_HEADER_LENGTH);
        while (file.remaining() >= 8) {
            exif |= Integer.reverseBytes(file.getInt()) == WEBP_EXIF;
            int length = file.getInt();
            file.position(Math.min(file.capacity(), file.position() + length + (length & 1)));
        }
        return new Envelope(exif);
    }
}
