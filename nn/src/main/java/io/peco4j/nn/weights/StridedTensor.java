package io.peco4j.nn.weights;

import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.weights.pickle.Value;
import java.io.IOException;
import java.util.List;

/**
 * A view of a storage in a file.
 *
 * @param info its format and shape
 * @param start where its first element lies in the file
 * @param strides step along each dimension, in elements
 * @param span bytes from its first element to the end of its last
 */
record StridedTensor(TensorInfo info, long start, long[] strides, long span) implements TorchTensor {

    /** Checks a view against the bytes that its storage has. */
    static StridedTensor of(StoredType type, Value.Tensor view, TorchContent.Extent extent)
            throws MalformedWeightsException {
        long[] shape = numbers(view.shape());
        long[] strides = numbers(view.strides());
        try {
            long bytes = TensorInfo.bytes(type, shape);
            long last = 0;
            for (int i = 0; i < shape.length; i++) {
                last = Math.addExact(last, Math.multiplyExact(Math.max(0, shape[i] - 1), strides[i]));
            }
            long first = Math.addExact(view.storage().offset(), view.offset());
            long span = bytes == 0 ? 0 : Math.multiplyExact(Math.addExact(last, 1), type.bytes());
            long begin = bytes == 0 ? 0 : Math.multiplyExact(first, type.bytes());
            if (Math.addExact(begin, span) > extent.length()
                    || (bytes > 0
                            && Math.addExact(view.offset(), last)
                                    >= view.storage().elements())) {
                throw new MalformedWeightsException("reaches beyond its storage");
            }
            TensorInfo info = new TensorInfo(type, new Shape(shape));
            return new StridedTensor(info, extent.start() + begin, strides, span);
        } catch (ArithmeticException e) {
            throw new MalformedWeightsException("is too large");
        }
    }

    /** Without a stream, of which a file with many tensors would need many. */
    private static long[] numbers(List<Long> list) {
        long[] numbers = new long[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.get(i);
        }
        return numbers;
    }

    @Override
    public boolean repeats() {
        return info.bytes() > span;
    }

    @Override
    public TensorBytes bytes(WeightChannel channel) throws IOException {
        if (isContiguous()) {
            return channel.from(start);
        }
        if (span > Integer.MAX_VALUE) {
            throw new IOException("it is not contiguous and reaches over more than 2 GB: save it after contiguous()");
        }
        return new Gather(channel.part(start, span), info.type().bytes(), info.shape(), strides);
    }

    private boolean isContiguous() {
        long expected = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            long size = info.shape().get(i);
            if (size > 1 && strides[i] != expected) {
                return false;
            }
            expected *= size;
        }
        return true;
    }
}
