package io.peco4j.runtime.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.nn.weights.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The memory of live tensors, as bytes. */
final class TensorMemory {
    private TensorMemory() {}

    /** A tensor's own memory where it is contiguous, as gradients and buffers are, else that of a copy. */
    static ByteBuffer of(NDArray tensor) {
        return JniUtils.getByteBuffer((PtNDArray) tensor, true).order(ByteOrder.nativeOrder());
    }

    /** Copies what tensors hold, one after the other. */
    static byte[] copy(List<NDArray> tensors) {
        List<ByteBuffer> all = tensors.stream().map(TensorMemory::of).toList();
        ByteBuffer joined =
                ByteBuffer.allocate(all.stream().mapToInt(ByteBuffer::remaining).reduce(0, Math::addExact));
        all.forEach(joined::put);
        return joined.array();
    }

    /** Tensors like others that hold what was copied from those; the caller closes them. */
    static List<NDArray> like(List<NDArray> tensors, byte[] bytes, NDManager manager) {
        ByteBuffer source = ByteBuffer.wrap(bytes);
        List<NDArray> made = new ArrayList<>();
        for (NDArray tensor : tensors) {
            NDArray next = manager.zeros(tensor.getShape(), tensor.getDataType());
            ByteBuffer target = of(next);
            int size = target.remaining();
            target.put(source.slice(source.position(), size));
            source.position(source.position() + size);
            made.add(next);
        }
        return made;
    }

    /** Writes over a live tensor, contiguous or not. */
    static void write(NDArray live, byte[] bytes, NDManager manager) {
        try (NDArray values = like(List.of(live), bytes, manager).get(0)) {
            Weights.copyInto(Map.of("tensor", live), Map.of("tensor", values));
        }
    }
}
