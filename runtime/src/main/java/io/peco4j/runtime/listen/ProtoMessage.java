package io.peco4j.runtime.listen;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A message in the encoding of protocol buffers, as far as TensorBoard's events need it: each field is written as its
 * number and wire type, and its value.
 */
final class ProtoMessage {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED_32 = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A field of type {@code double}. */
    ProtoMessage add(int field, double value) {
        return tag(field, FIXED_64).raw(little(Double.BYTES).putDouble(value));
    }

    /** A field of type {@code float}. */
    ProtoMessage add(int field, float value) {
        return tag(field, FIXED_32).raw(little(Float.BYTES).putFloat(value));
    }

    /** A field of type {@code int64} or of an enumeration. */
    ProtoMessage add(int field, long value) {
        return tag(field, VARINT).varint(value);
    }

    /** A field of type {@code string}. */
    ProtoMessage add(int field, String value) {
        return delimited(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A field that is a message itself. */
    ProtoMessage add(int field, ProtoMessage value) {
        return delimited(field, value.bytes());
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private ProtoMessage delimited(int field, byte[] value) {
        return tag(field, LENGTH_DELIMITED).varint(value.length).raw(ByteBuffer.wrap(value));
    }

    private ProtoMessage tag(int field, int type) {
        return varint((long) field << 3 | type);
    }

    /** Seven bits a byte, the lowest first; the eighth bit says that more follow. */
    private ProtoMessage varint(long value) {
        long left = value;
        for (; (left & ~0x7fL) != 0; left >>>= 7) {
            out.write((int) (left & 0x7f | 0x80));
        }
        out.write((int) left);
        return this;
    }

    private ProtoMessage raw(ByteBuffer value) {
        out.writeBytes(value.array());
        return this;
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
