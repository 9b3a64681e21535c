package io.peco4j.nn.weights.pickle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The arguments of a pickle's instructions. Every length is checked against what is left before anything is made. */
final class PickleBytes {
    /** Numbers and names in lines of text are short; a longer one is no number. */
    private static final int LONGEST_LINE = 4096;

    /** A longer text is no name; it may be the numbers of an array. */
    private static final int LONGEST_TEXT = 1 << 20;

    private final ByteBuffer bytes;

    PickleBytes(ByteBuffer bytes) {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    int u1() throws PickleException {
        require(1);
        return Byte.toUnsignedInt(bytes.get());
    }

    int u2() throws PickleException {
        require(Short.BYTES);
        return Short.toUnsignedInt(bytes.getShort());
    }

    int i4() throws PickleException {
        require(Integer.BYTES);
        return bytes.getInt();
    }

    long u4() throws PickleException {
        return Integer.toUnsignedLong(i4());
    }

    long i8() throws PickleException {
        require(Long.BYTES);
        return bytes.getLong();
    }

    /** The one number that is big endian. */
    double f8() throws PickleException {
        return Double.longBitsToDouble(Long.reverseBytes(i8()));
    }

    /** A little-endian two's complement number of any length. */
    Value whole(long length) throws PickleException {
        require(length);
        if (length > Long.BYTES) {
            bytes.position(bytes.position() + (int) length);
            return Value.Huge.NUMBER;
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            long next = Byte.toUnsignedLong(bytes.get());
            value |= (i == length - 1 && next > Byte.MAX_VALUE ? next - 256 : next) << (8 * i);
        }
        return new Value.Whole(value);
    }

    /** Bytes, which stay where they are. */
    Value.Bytes blob(long length) throws PickleException {
        return raw(length, false);
    }

    private Value.Bytes raw(long length, boolean text) throws PickleException {
        require(length);
        ByteBuffer content = bytes.slice(bytes.position(), (int) length);
        bytes.position(bytes.position() + (int) length);
        return new Value.Bytes(content, text);
    }

    /** Text in UTF-8; what is none of it is replaced, as Python may write half a surrogate pair. */
    Value utf8(long length) throws PickleException {
        return text(length, StandardCharsets.UTF_8);
    }

    /** Text of Python 2, whose bytes stand for themselves. */
    Value latin1(long length) throws PickleException {
        return text(length, StandardCharsets.ISO_8859_1);
    }

    private Value text(long length, Charset charset) throws PickleException {
        return length > LONGEST_TEXT
                ? raw(length, charset.equals(StandardCharsets.UTF_8))
                : new Value.Text(string((int) length, charset));
    }

    private String string(int length, Charset charset) throws PickleException {
        require(length);
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, charset);
    }

    /** Up to the next line feed, without it. */
    String line() throws PickleException {
        int start = bytes.position();
        for (int i = start; i < Math.min(bytes.limit(), start + LONGEST_LINE); i++) {
            if (bytes.get(i) == '\n') {
                String line = string(i - start, StandardCharsets.UTF_8);
                bytes.position(i + 1);
                return line;
            }
        }
        throw new PickleException("a line of it does not end");
    }

    private void require(long length) throws PickleException {
        if (length < 0 || length > bytes.remaining()) {
            throw new PickleException("its pickle ends early");
        }
    }
}
