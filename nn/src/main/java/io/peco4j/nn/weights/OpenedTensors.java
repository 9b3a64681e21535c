package io.peco4j.nn.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tensors of a file while it is opened: those that can be read, and the others with the reason. */
final class OpenedTensors {
    private static final int PORTION = 1 << 16;

    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private final Map<String, String> unsupported = new LinkedHashMap<>();

    /** Opens the bytes of a tensor. */
    @FunctionalInterface
    interface Source {
        TensorBytes open() throws IOException;
    }

    /** Adds a tensor that can be read, unless it holds numbers beyond those of the tensors that are made of it. */
    void add(String name, TensorInfo info, Source source) throws IOException {
        if (info.type() == StoredType.U64 && !fits(info.bytes(), source)) {
            setAside(name, "holds numbers beyond 2^63 - 1");
        } else {
            tensors.put(name, info);
        }
    }

    /**
     * Adds one that cannot be read.
     *
     * @param reason in words that follow the name, such as {@code holds text}
     */
    void setAside(String name, String reason) {
        unsupported.put(name, reason);
    }

    /** Those that can be read. */
    Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    /** The others, with the reason. */
    Map<String, String> unsupported() {
        return Collections.unmodifiableMap(unsupported);
    }

    private static boolean fits(long length, Source source) throws IOException {
        ByteBuffer portion =
                ByteBuffer.allocate((int) Math.min(length, PORTION)).order(ByteOrder.LITTLE_ENDIAN);
        try (TensorBytes bytes = source.open()) {
            for (long left = length; left > 0; left -= portion.limit()) {
                bytes.fill(portion.clear().limit((int) Math.min(left, portion.capacity())));
                portion.flip();
                while (portion.hasRemaining()) {
                    if (portion.getLong() < 0) {
                        return false;
                    }
                }
            }
        }
        return true;
    }
}
