package io.peco4j.runtime.content;

import io.peco4j.api.data.FileStamp;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What was in a file when it was read; one record of the index. It carries a check sum of its own, so that a reader
 * knows it among whatever else a killed process or a bad disk has left.
 *
 * @param digest SHA-256, 64 hexadecimal digits
 */
record Remembered(PathKey path, FileStamp stamp, String digest) {
    /** Bytes of a record. */
    static final int SIZE = 80;

    private static final int MAGIC = 0x70346331;
    private static final int CHECKED = 8;
    private static final int DIGEST = 32;

    /** Appends the record. */
    void write(ByteBuffer to) {
        int start = to.position();
        to.putInt(MAGIC).putInt(0);
        to.putLong(path.high()).putLong(path.low());
        to.putLong(stamp.size()).putLong(stamp.modified()).putLong(stamp.inode());
        to.put(HexFormat.of().parseHex(digest));
        to.putInt(start + 4, checkSum(to.array(), to.arrayOffset() + start));
    }

    /** Reads a record of {@link #SIZE} bytes; empty if it is none. */
    static Optional<Remembered> read(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        if (from.getInt() != MAGIC || from.getInt() != checkSum(bytes, 0)) {
            return Optional.empty();
        }
        PathKey path = new PathKey(from.getLong(), from.getLong());
        FileStamp stamp = new FileStamp(from.getLong(), from.getLong(), from.getLong());
        return Optional.of(new Remembered(path, stamp, HexFormat.of().formatHex(bytes, SIZE - DIGEST, SIZE)));
    }

    private static int checkSum(byte[] bytes, int start) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, start + CHECKED, SIZE - CHECKED);
        return (int) sum.getValue();
    }
}
