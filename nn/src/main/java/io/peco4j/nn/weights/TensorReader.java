package io.peco4j.nn.weights;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Makes a tensor from little-endian bytes.
 *
 * <p>Bytes go straight into the tensor's own memory, in portions, as a Java buffer cannot span a large one.
 */
final class TensorReader {
    /** Elements at a time: at most 2 GB of the widest type. */
    private static final long PORTION = 1L << 27;

    /** Bytes at a time of formats that are widened on the way. */
    private static final int NARROW = 1 << 20;

    private TensorReader() {}

    static NDArray read(TensorInfo info, TensorBytes bytes, NDManager manager) throws IOException {
        NDArray tensor = manager.create(info.shape(), info.type().loaded(), Device.cpu());
        try (NDArray flat = tensor.flatten()) {
            fill(info.type(), flat, bytes);
        } catch (IOException | RuntimeException e) {
            tensor.close();
            throw e;
        }
        if (manager.getDevice().equals(Device.cpu())) {
            return tensor;
        }
        try (tensor) {
            return tensor.toDevice(manager.getDevice(), false);
        }
    }

    /**
     * Writes bytes over a tensor.
     *
     * @param flat one-dimensional, contiguous, in the processor's memory, of the type's dtype
     */
    static void fill(StoredType type, NDArray flat, TensorBytes bytes) throws IOException {
        for (long start = 0; start < flat.size(); start += PORTION) {
            long end = Math.min(flat.size(), start + PORTION);
            try (NDArray portion = flat.get(new NDIndex().addSliceDim(start, end))) {
                fill(type, portion.toByteBuffer(true).order(ByteOrder.LITTLE_ENDIAN), bytes);
            }
        }
    }

    private static void fill(StoredType type, ByteBuffer memory, TensorBytes bytes) throws IOException {
        if (type.widened()) {
            widen(type, memory, bytes);
            return;
        }
        bytes.fill(memory);
        if (type == StoredType.BOOL) {
            // Any other value than 0 becomes true instead of an undefined one.
            for (int i = 0; i < memory.limit(); i++) {
                memory.put(i, (byte) (memory.get(i) == 0 ? 0 : 1));
            }
        }
    }

    private static void widen(StoredType type, ByteBuffer memory, TensorBytes bytes) throws IOException {
        Widening widening = Widening.of(type);
        int factor = type.loaded().getNumOfBytes() / type.bytes();
        ByteBuffer narrow =
                ByteBuffer.allocate(Math.min(NARROW, memory.limit() / factor)).order(ByteOrder.LITTLE_ENDIAN);
        while (memory.hasRemaining()) {
            narrow.clear().limit(Math.min(narrow.capacity(), memory.remaining() / factor));
            bytes.fill(narrow);
            widening.move(narrow.flip(), memory);
        }
    }
}
