package io.peco4j.nn.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The central directory of a zip archive, with its 64-bit extension, checked against the file around it.
 *
 * <p>Unlike Java's own reader it tells where an entry's bytes lie, so that they need not pass through a stream.
 *
 * @param entries by name, in the directory's order
 */
record ZipDirectory(Map<String, Entry> entries) {
    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int END_LENGTH = 22;
    private static final int LOCATOR_LENGTH = 20;
    private static final int CENTRAL_LENGTH = 46;
    private static final int LOCAL_LENGTH = 30;
    private static final long ABSENT = 0xffffffffL;

    /**
     * An entry.
     *
     * @param stored whether its bytes lie there as they are, neither compressed nor encrypted
     * @param header where its local header begins
     * @param packed bytes in the archive
     * @param length bytes when unpacked
     */
    record Entry(boolean stored, long header, long packed, long length) {}

    private record Extent(long start, long length) {}

    static ZipDirectory read(WeightChannel channel) throws IOException, MalformedWeightsException {
        Extent extent = locate(channel);
        if (extent.start() < 0 || extent.length() < 0 || extent.start() > channel.size() - extent.length()) {
            throw new MalformedWeightsException("its list of entries lies outside of the file");
        }
        if (extent.length() > Integer.MAX_VALUE - 8) {
            throw new MalformedWeightsException("its list of entries is too long");
        }
        ByteBuffer bytes = channel.part(extent.start(), extent.length());
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (bytes.remaining() >= CENTRAL_LENGTH) {
            entry(bytes, channel.size(), entries);
        }
        return new ZipDirectory(entries);
    }

    /** Where the bytes of a stored entry begin. */
    static long dataStart(WeightChannel channel, Entry entry) throws IOException, MalformedWeightsException {
        ByteBuffer local = channel.read(entry.header(), LOCAL_LENGTH);
        if (local.getInt(0) != LOCAL) {
            throw new MalformedWeightsException("an entry is not where its list says");
        }
        long start = entry.header()
                + LOCAL_LENGTH
                + Short.toUnsignedInt(local.getShort(26))
                + Short.toUnsignedInt(local.getShort(28));
        if (start > channel.size() - entry.length()) {
            throw new MalformedWeightsException("an entry reaches beyond the end of the file");
        }
        return start;
    }

    /** Searches the end record from the back: a comment of up to 64 KiB may follow it. */
    private static Extent locate(WeightChannel channel) throws IOException, MalformedWeightsException {
        int length = (int) Math.min(channel.size(), END_LENGTH + 0xffff);
        ByteBuffer tail = channel.read(channel.size() - length, length);
        for (int at = length - END_LENGTH; at >= 0; at--) {
            if (tail.getInt(at) == END) {
                long start = Integer.toUnsignedLong(tail.getInt(at + 16));
                long size = Integer.toUnsignedLong(tail.getInt(at + 12));
                boolean wide = start == ABSENT || size == ABSENT || tail.getShort(at + 10) == (short) 0xffff;
                int locator = at - LOCATOR_LENGTH;
                return wide && locator >= 0 && tail.getInt(locator) == LOCATOR_64
                        ? locate64(channel, tail.getLong(locator + 8))
                        : new Extent(start, size);
            }
        }
        throw new MalformedWeightsException("it ends early, without the list of its entries");
    }

    private static Extent locate64(WeightChannel channel, long at) throws IOException, MalformedWeightsException {
        if (at < 0 || at > channel.size() - 56) {
            throw new MalformedWeightsException("its 64-bit end record lies outside of the file");
        }
        ByteBuffer end = channel.read(at, 56);
        if (end.getInt(0) != END_64) {
            throw new MalformedWeightsException("its 64-bit end record is none");
        }
        return new Extent(end.getLong(48), end.getLong(40));
    }

    private static void entry(ByteBuffer bytes, long fileSize, Map<String, Entry> entries)
            throws MalformedWeightsException {
        int at = bytes.position();
        int nameLength = Short.toUnsignedInt(bytes.getShort(at + 28));
        int extraLength = Short.toUnsignedInt(bytes.getShort(at + 30));
        long next =
                (long) at + CENTRAL_LENGTH + nameLength + extraLength + Short.toUnsignedInt(bytes.getShort(at + 32));
        if (bytes.getInt(at) != CENTRAL || next > bytes.limit()) {
            throw new MalformedWeightsException("its list of entries is broken");
        }
        byte[] name = new byte[nameLength];
        bytes.get(at + CENTRAL_LENGTH, name);
        Sizes sizes = new Sizes(
                Integer.toUnsignedLong(bytes.getInt(at + 24)),
                Integer.toUnsignedLong(bytes.getInt(at + 20)),
                Integer.toUnsignedLong(bytes.getInt(at + 42)));
        sizes = sizes.widened(
                bytes.slice(at + CENTRAL_LENGTH + nameLength, extraLength).order(bytes.order()));
        boolean plain = bytes.getShort(at + 10) == 0 && (bytes.getShort(at + 8) & 1) == 0;
        if (sizes.packed < 0 || sizes.header < 0 || sizes.header > fileSize - LOCAL_LENGTH || sizes.packed > fileSize) {
            throw new MalformedWeightsException("an entry reaches beyond the end of the file");
        }
        Entry entry = new Entry(plain && sizes.packed == sizes.length, sizes.header, sizes.packed, sizes.length);
        if (entries.put(new String(name, StandardCharsets.UTF_8), entry) != null) {
            throw new MalformedWeightsException("it has an entry twice");
        }
        bytes.position((int) next);
    }

    /** Three numbers, of which those that do not fit in 32 bits stand in an extra field, in this order. */
    private record Sizes(long length, long packed, long header) {
        Sizes widened(ByteBuffer extra) {
            while (extra.remaining() >= 4) {
                int id = extra.getShort();
                int size = Math.min(Short.toUnsignedInt(extra.getShort()), extra.remaining());
                ByteBuffer field = extra.slice(extra.position(), size).order(extra.order());
                if (id == 1) {
                    return new Sizes(wide(length, field), wide(packed, field), wide(header, field));
                }
                extra.position(extra.position() + size);
            }
            return this;
        }

        private static long wide(long value, ByteBuffer field) {
            return value == ABSENT && field.remaining() >= Long.BYTES ? field.getLong() : value;
        }
    }
}
