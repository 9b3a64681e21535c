package io.peco4j.nn.weights.pickle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Single numbers of NumPy's, which are numbers like any other. */
final class Scalars {
    private Scalars() {}

    /** The number; empty if it is of a type that has no counterpart, or has too few bytes. */
    static Optional<Value> of(NumpyType type, Value.Bytes bytes) {
        if (bytes.length() > Long.BYTES) {
            return Optional.empty();
        }
        String text = type.text();
        ByteBuffer raw = bytes.content().order(text.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        String code = text.substring(1);
        String size = code.substring(Math.min(1, code.length()));
        if (!size.equals(Integer.toString(raw.remaining()))) {
            return Optional.empty();
        }
        int at = raw.position();
        return Optional.ofNullable(
                switch (code) {
                    case "f8" -> new Value.Real(raw.getDouble(at));
                    case "f4" -> new Value.Real(raw.getFloat(at));
                    case "i8" -> new Value.Whole(raw.getLong(at));
                    case "i4" -> new Value.Whole(raw.getInt(at));
                    case "i2" -> new Value.Whole(raw.getShort(at));
                    case "i1" -> new Value.Whole(raw.get(at));
                    case "u4" -> new Value.Whole(Integer.toUnsignedLong(raw.getInt(at)));
                    case "u2" -> new Value.Whole(Short.toUnsignedInt(raw.getShort(at)));
                    case "u1" -> new Value.Whole(Byte.toUnsignedInt(raw.get(at)));
                    case "b1" -> new Value.Flag(raw.get(at) != 0);
                    default -> null;
                });
    }
}
