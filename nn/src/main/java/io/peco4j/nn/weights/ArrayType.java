package io.peco4j.nn.weights;

import io.peco4j.nn.weights.text.Shown;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an array of NumPy holds, by the text of its dtype, such as {@code <f4}.
 *
 * @param text the dtype, as the file has it
 * @param known the same numbers in little endian; null if they cannot be read
 * @param swapped whether the file has them in big endian
 * @param size bytes of an element; 0 if the text does not say
 */
record ArrayType(String text, @Nullable StoredType known, boolean swapped, long size) {
    private static final Pattern SIMPLE = Pattern.compile("([<>|=]?)([A-Za-z?])([0-9]{0,9})(?:\\[[^]]*])?");

    private static final Map<String, StoredType> TYPES = Map.ofEntries(
            Map.entry("f8", StoredType.F64),
            Map.entry("f4", StoredType.F32),
            Map.entry("f2", StoredType.F16),
            Map.entry("i8", StoredType.I64),
            Map.entry("i4", StoredType.I32),
            Map.entry("i2", StoredType.I16),
            Map.entry("i1", StoredType.I8),
            Map.entry("u8", StoredType.U64),
            Map.entry("u4", StoredType.U32),
            Map.entry("u2", StoredType.U16),
            Map.entry("u1", StoredType.U8),
            Map.entry("b1", StoredType.BOOL),
            Map.entry("?", StoredType.BOOL));

    static ArrayType of(String text) {
        Matcher matcher = SIMPLE.matcher(text);
        if (!matcher.matches()) {
            return new ArrayType(text, null, false, 0);
        }
        String count = matcher.group(3);
        StoredType known = TYPES.get(matcher.group(2) + count);
        if (known != null) {
            return new ArrayType(text, known, matcher.group(1).equals(">") && known.bytes() > 1, known.bytes());
        }
        long size = count.isEmpty() || matcher.group(2).equals("O") ? 0 : Long.parseLong(count);
        // A letter of text takes four bytes.
        return new ArrayType(text, null, false, matcher.group(2).equals("U") ? 4 * size : size);
    }

    /** The number format; empty if these are no numbers, or none that can be read. */
    Optional<StoredType> stored() {
        return Optional.ofNullable(known);
    }

    /** Why such an array cannot be read, in words that follow its name. */
    String why() {
        Matcher matcher = SIMPLE.matcher(text);
        return switch (matcher.matches() ? matcher.group(2) : "V") {
            case "U", "S", "a" -> "holds text";
            case "M" -> "holds dates";
            case "m" -> "holds spans of time";
            case "O" -> "holds Python objects";
            case "c" -> "holds complex numbers";
            case "V" -> "holds records";
            default -> "is of NumPy's type " + Shown.of(text);
        };
    }

    /**
     * The bytes of an array in little endian.
     *
     * @param raw as the file has them
     */
    TensorBytes littleEndian(TensorBytes raw) {
        return swapped ? new Swapped(raw, (int) size) : raw;
    }

    private record Swapped(TensorBytes raw, int width) implements TensorBytes {
        @Override
        public void fill(ByteBuffer target) throws IOException {
            int start = target.position();
            raw.fill(target);
            ByteBuffer swapped = target.duplicate().order(ByteOrder.LITTLE_ENDIAN);
            for (int at = start; at < target.position(); at += width) {
                switch (width) {
                    case 8 -> swapped.putLong(at, Long.reverseBytes(swapped.getLong(at)));
                    case 4 -> swapped.putInt(at, Integer.reverseBytes(swapped.getInt(at)));
                    default -> swapped.putShort(at, Short.reverseBytes(swapped.getShort(at)));
                }
            }
        }

        @Override
        public void skip(long count) throws IOException {
            raw.skip(count);
        }

        @Override
        public void close() throws IOException {
            raw.close();
        }
    }
}
