package io.peco4j.nn.weights;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Optional;

/**
 * The number formats that weight files may hold, under their safetensors names.
 *
 * <p>The engine ends the process when it is handed bfloat16 or int16, so those two are widened while they are read.
 */
public enum StoredType {
    F64(8, DataType.FLOAT64),
    F32(4, DataType.FLOAT32),
    F16(2, DataType.FLOAT16),
    /** Read as float32, exactly. */
    BF16(2, DataType.FLOAT32),
    I64(8, DataType.INT64),
    I32(4, DataType.INT32),
    /** Read as int32, exactly. */
    I16(2, DataType.INT32),
    I8(1, DataType.INT8),
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

    /** Whether the tensor that is read has another format than the file. */
    boolean widened() {
        return this == BF16 || this == I16;
    }

    /** The type of that safetensors name; empty if there is none or it is not supported. */
    static Optional<StoredType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /** The type that holds tensors of a dtype without loss; empty if there is none. */
    static Optional<StoredType> holding(DataType dtype) {
        return Arrays.stream(values())
                .filter(type -> type.loaded == dtype && !type.widened())
                .findFirst();
    }
}
