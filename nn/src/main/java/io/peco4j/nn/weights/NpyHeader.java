package io.peco4j.nn.weights;

import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.weights.text.Shown;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a NumPy array in the .npy format, versions 1 to 3.
 *
 * @param type what it holds
 * @param fortran whether its first dimension is the innermost one
 * @param length bytes before the data
 */
record NpyHeader(ArrayType type, Shape shape, boolean fortran, long length) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /** Longer headers belong to structured arrays, which are no tensors. */
    private static final int LONGEST = 1 << 16;

    /** NumPy's own limit is 64; networks have fewer. */
    private static final int MOST_DIMENSIONS = 32;

    /** A dtype is a text, or a list for records. */
    private static final Pattern TEXT = Pattern.compile("\\s*\\{\\s*'descr':\\s*('[^']*'|\\[.*]),\\s*'fortran_order':"
            + "\\s*(True|False),\\s*'shape':\\s*\\(([0-9, ]*)\\),?\\s*\\}\\s*");

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
        return parse(new String(text, StandardCharsets.UTF_8), MAGIC.length + 2L + prefix + text.length);
    }

    private static NpyHeader parse(String text, long length) throws MalformedWeightsException {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new MalformedWeightsException("a header that is no array's: " + Shown.of(text.strip()));
        }
        String dtype = matcher.group(1);
        ArrayType type = ArrayType.of(dtype.startsWith("'") ? dtype.substring(1, dtype.length() - 1) : dtype);
        Shape shape = shape(matcher.group(3), Math.max(1, type.size()));
        return new NpyHeader(type, shape, matcher.group(2).equals("True") && shape.dimension() > 1, length);
    }

    /** What the array is as a tensor; empty if its type cannot be read. */
    Optional<TensorInfo> info() {
        return type.stored().map(stored -> new TensorInfo(stored, shape));
    }

    /** Bytes of the data; empty if the type does not say. */
    OptionalLong dataLength() {
        return type.size() == 0 ? OptionalLong.empty() : OptionalLong.of(type.size() * shape.size());
    }

    /**
     * The data as those of a tensor.
     *
     * @param raw they, from their first byte on
     */
    TensorBytes data(TensorBytes raw) throws IOException {
        if (!fortran) {
            return type.littleEndian(raw);
        }
        long length = type.size() * shape.size();
        if (length > Integer.MAX_VALUE) {
            throw new IOException("it is in Fortran's order and larger than 2 GB: save numpy.ascontiguousarray of it");
        }
        ByteBuffer all = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
        try (raw) {
            raw.fill(all);
        }
        return type.littleEndian(new Gather(all.flip(), (int) type.size(), shape, Gather.fortran(shape)));
    }

    private static Shape shape(String text, long size) throws MalformedWeightsException {
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
            TensorInfo.bytes(size, shape);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new MalformedWeightsException("the shape (" + Shown.of(text) + ")");
        }
        return new Shape(shape);
    }
}
