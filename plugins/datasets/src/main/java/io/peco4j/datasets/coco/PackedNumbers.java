package io.peco4j.datasets.coco;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A growing sequence of bytes that numbers are written to. Used by one thread. */
final class PackedNumbers {
    private static final double HUNDRED = 100;
    private static final double EXACT = 1L << 50;
    private static final int START = 256;

    private byte[] bytes = new byte[START];
    private int length;

    /** Whether the number is one of whole hundredths, as COCO's are, so that packing and unpacking give it again. */
    static boolean isHundredths(double number) {
        double scaled = Math.rint(number * HUNDRED);
        return Math.abs(scaled) < EXACT && scaled / HUNDRED == number;
    }

    static double ofHundredths(long hundredths) {
        return hundredths / HUNDRED;
    }

    static long hundredths(double number) {
        return (long) Math.rint(number * HUNDRED);
    }

    void putByte(int value) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        bytes[length++] = (byte) value;
    }

    /** In as few bytes as the size of the number needs: seven bits each, an eighth where another byte follows. */
    void putLong(long value) {
        long rest = value << 1 ^ value >> 63; // small numbers of either sign become small ones
        while (rest > 0x7f || rest < 0) {
            putByte((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        putByte((int) rest);
    }

    void putDouble(double value) {
        long bits = Double.doubleToLongBits(value);
        for (int shift = 56; shift >= 0; shift -= 8) {
            putByte((int) (bits >>> shift));
        }
    }

    /** What was written since the last call. */
    byte[] take() {
        byte[] taken = Arrays.copyOf(bytes, length);
        length = 0;
        return taken;
    }

    /** The next number that {@link #putLong} wrote. */
    static long readLong(ByteBuffer from) {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = from.get();
            value |= (long) (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        return value >>> 1 ^ -(value & 1);
    }
}
