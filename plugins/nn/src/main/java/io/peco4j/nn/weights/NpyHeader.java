package io.peco4j.nn.weights;

import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.weights.text.Shown;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a NumPy array in the .npy format, versions 1 to 3: little endian, C order.
 *
 * @param info dtype and shape
 * @param length bytes before the data
 */
record NpyHeader(TensorInfo info, long length) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /** Longer headers belong to structured arrays, which are no tensors. */
    private static final int LONGEST = 1 << 16;

    /** NumPy's own limit is 64; networks have fewer. */
    private static final int MOST_DIMENSIONS = 32;

    private static final Pattern TEXT = Pattern.compile("\\s*\\{\\s*'descr':\\s*'([^']*)',\\s*'fortran_order':"
            + "\\s*(True|False),\\s*'shape':\\s*\\(([0-9, ]*)\\),?\\s*\\}\\s*");

    private static final Map<String, StoredType> TYPES = Map.ofEntries(
            Map.entry("<f8", StoredType.F64),
            Map.entry("<f4", StoredType.F32),
            Map.entry("<f2", StoredType.F16),
            Map.entry("<i8", StoredType.I64),
            Map.entry("<i4", StoredType.I32),
            Map.entry("<i2", StoredType.I16),
            Map.entry("|i1", StoredType.I8),
            Map.entry("|u1", StoredType.U8),
            Map.entry("|b1", StoredType.BOOL));

    /** Reads up to the first byte of the data. */
    static NpyHeader read(InputStream stream) throws IOException, MalformedWeightsException {
        DataInputStream in = new DataInputStream(stream);
        byte[] magic = in.readNBytes(MAGIC.length);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new MalformedWeightsException("no NumPy array");
        }
        int major = in.readUnsignedByte();
        in.readUnsignedByte();
        if (major < 1 || major > 3) {
            throw new MalformedWeightsException("version " + major + " of the format; known are 1 to 3");
        }
        int prefix = major == 1 ? Short.BYTES : Integer.BYTES;
        long length = major == 1
                ? Short.toUnsignedInt(Short.reverseBytes(in.readShort()))
                : Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
        if (length > LONGEST) {
            throw new MalformedWeightsException("a header of " + length + " bytes");
        }
        byte[] text = in.readNBytes((int) length);
        return new NpyHeader(parse(new String(text, StandardCharsets.UTF_8)), MAGIC.length + 2L + prefix + text.length);
    }

    private static TensorInfo parse(String text) throws MalformedWeightsException {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new MalformedWeightsException("a header that is no plain array's: " + Shown.of(text.strip()));
        }
        StoredType type = TYPES.get(matcher.group(1));
        if (type == null) {
            throw new MalformedWeightsException("the dtype " + Shown.of(matcher.group(1)) + "; known are "
                    + TYPES.keySet().stream().sorted().toList());
        }
        Shape shape = shape(matcher.group(3), type);
        if (matcher.group(2).equals("True") && shape.dimension() > 1) {
            throw new MalformedWeightsException("Fortran order; save it with numpy.ascontiguousarray");
        }
        return new TensorInfo(type, shape);
    }

    private static Shape shape(String text, StoredType type) throws MalformedWeightsException {
        String[] parts = text.isBlank() ? new String[0] : text.strip().split("\\s*,\\s*", -1);
        int dimensions = parts.length > 0 && parts[parts.length - 1].isEmpty() ? parts.length - 1 : parts.length;
        if (dimensions > MOST_DIMENSIONS) {
            throw new MalformedWeightsException(dimensions + " dimensions");
        }
        long[] shape = new long[dimensions];
        try {
            for (int i = 0; i < dimensions; i++) {
                shape[i] = Long.parseLong(parts[i]);
            }
            TensorInfo.bytes(type, shape);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new MalformedWeightsException("the shape (" + Shown.of(text) + ")");
        }
        return new Shape(shape);
    }
}
