package io.peco4j.runtime.listen;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Writes TFRecord framing: for each record its length (8 bytes), a checksum of the length (4), the bytes, and a
 * checksum of the bytes (4), all little-endian.
 */
final class RecordFile implements Closeable {
    private static final int MASK = 0xa282ead8;

    private final OutputStream out;

    RecordFile(OutputStream out) {
        this.out = out;
    }

    /** Writes one record and hands it to the operating system. */
    void write(byte[] record) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(record.length + 16).order(ByteOrder.LITTLE_ENDIAN);
        frame.putLong(record.length);
        frame.putInt(checksum(frame.array(), 8));
        frame.put(record);
        frame.putInt(checksum(record, record.length));
        out.write(frame.array());
        out.flush();
    }

    /** CRC-32C, rotated and shifted, because a checksum of data that holds its own checksum is weak. */
    static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
