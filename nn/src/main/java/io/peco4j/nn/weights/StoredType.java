package io.peco4j.nn.weights;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Optional;

/**
 * The number formats that weight files may hold, under their safetensors names.
 *
 * <p>The engine ends the process when it is handed bfloat16, int16 and others that it does not know, so those are
 * widened while they are read. Every widening is exact.
 */
public enum StoredType {
    F64(8, DataType.FLOAT64),
    F32(4, DataType.FLOAT32),
    F16(2, DataType.FLOAT16),
    /** Read as float32. */
    BF16(2, DataType.FLOAT32),
    /** Read as float32. Four bits of exponent, three of mantissa, no infinities. */
    F8_E4M3(1, DataType.FLOAT32),
    /** Read as float32. Five bits of exponent, two of mantissa, as IEEE 754 would have them. */
    F8_E5M2(1, DataType.FLOAT32),
    /** Read as float32. No infinities and no negative zero. */
    F8_E4M3FNUZ(1, DataType.FLOAT32),
    /** Read as float32. No infinities and no negative zero. */
    F8_E5M2FNUZ(1, DataType.FLOAT32),
    /** Read as float32. Powers of two: the scales of blocks of numbers. */
    F8_E8M0(1, DataType.FLOAT32),
    I64(8, DataType.INT64),
    I32(4, DataType.INT32),
    /** Read as int32. */
    I16(2, DataType.INT32),
    I8(1, DataType.INT8),
    /** Read as int64; a tensor with larger numbers is set aside. */
    U64(8, DataType.INT64),
    /** Read as int64. */
    U32(4, DataType.INT64),
    /** Read as int32. */
    U16(2, DataType.INT32),
    U8(1, DataType.UINT8),
    /** One byte each, 0 or 1. */
    BOOL(1, DataType.BOOLEAN);

    private final int bytes;
    private final DataType loaded;

    StoredType(int bytes, DataType loaded) {
        this.bytes = bytes;
        this.loaded = loaded;
    }

    /** Size of one number in the file. */
    public int bytes() {
        return bytes;
    }

    /** The dtype of the tensor that is read. */
    public DataType loaded() {
        return loaded;
    }

    /** Whether a number takes more bytes in the tensor that is read than in the file. */
    boolean widened() {
        return loaded.getNumOfBytes() != bytes;
    }

    /** The type of that safetensors name; empty if there is none or it is not supported. */
    static Optional<StoredType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /** The type that holds tensors of a dtype without loss; empty if there is none. */
    static Optional<StoredType> holding(DataType dtype) {
        return Arrays.stream(values())
                .filter(type -> type.loaded == dtype && !type.widened() && type != U64)
                .findFirst();
    }
}
