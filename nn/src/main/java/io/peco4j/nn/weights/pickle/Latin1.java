package io.peco4j.nn.weights.pickle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Bytes that are written as a text in UTF-8, one letter from U+0000 to U+00FF for each. */
final class Latin1 {
    /** The first byte of the two of a letter from U+0080 on, without its last two bits. */
    private static final int LEAD = 0xc0;

    private static final int FOLLOWING = 0x80;

    private Latin1() {}

    /** How many bytes are meant; -1 if some letter stands for none. */
    static long length(ByteBuffer utf8) {
        long length = 0;
        int end = utf8.limit();
        for (int at = utf8.position(); at < end; at++) {
            byte first = utf8.get(at);
            if (first < 0) {
                at++;
                if ((first & 0xfc) != LEAD || at == end || (utf8.get(at) & 0xc0) != FOLLOWING) {
                    return -1;
                }
            }
            length++;
        }
        return length;
    }

    /** The bytes that are meant, little endian; the text must be a right one. */
    static ByteBuffer decode(ByteBuffer utf8) {
        ByteBuffer decoded =
                ByteBuffer.allocate((int) Math.max(0, length(utf8))).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer text = utf8.duplicate();
        while (decoded.hasRemaining()) {
            byte first = text.get();
            decoded.put((byte) (first < 0 ? first << 6 | text.get() & 0x3f : first));
        }
        return decoded.flip();
    }
}
