package io.peco4j.nn.weights;

import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.weights.pickle.NumpyArray;
import io.peco4j.nn.weights.pickle.Value;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An array of NumPy whose numbers lie in the pickle itself.
 *
 * @param info its format and shape as a tensor
 * @param type what the pickle says that it holds
 * @param fortran whether its first dimension is the innermost one
 * @param raw its numbers in that order
 */
record PickledArray(TensorInfo info, ArrayType type, boolean fortran, Value.Bytes raw) implements TorchTensor {

    /**
     * Takes an array for a tensor.
     *
     * @param contents takes the reason under the name if it cannot be read
     * @throws MalformedWeightsException if it has other bytes than its shape asks for
     */
    static Optional<PickledArray> of(String name, NumpyArray array, OpenedTensors contents)
            throws MalformedWeightsException {
        Optional<NumpyArray.Content> told = array.content();
        if (told.isEmpty()) {
            contents.setAside(name, "is an array of NumPy's in a form that is not known");
            return Optional.empty();
        }
        NumpyArray.Content content = told.orElseThrow();
        ArrayType type = ArrayType.of(content.type().text());
        Optional<StoredType> stored = type.stored();
        if (stored.isEmpty() || content.bytes().isEmpty()) {
            contents.setAside(name, content.bytes().isEmpty() ? "holds Python objects" : type.why());
            return Optional.empty();
        }
        long[] shape = content.shape().stream().mapToLong(Long::longValue).toArray();
        long bytes;
        try {
            bytes = TensorInfo.bytes(stored.orElseThrow(), shape);
        } catch (ArithmeticException e) {
            throw new MalformedWeightsException("is too large");
        }
        Value.Bytes raw = content.bytes().orElseThrow();
        if (raw.length() != bytes) {
            throw new MalformedWeightsException("takes " + bytes + " bytes, and other " + raw.length() + " are in it");
        }
        return Optional.of(new PickledArray(
                new TensorInfo(stored.orElseThrow(), new Shape(shape)),
                type,
                content.fortran() && shape.length > 1,
                raw));
    }

    @Override
    public boolean repeats() {
        return false;
    }

    @Override
    public TensorBytes bytes(WeightChannel channel) {
        ByteBuffer content = raw.content();
        return type.littleEndian(
                fortran
                        ? new Gather(content, info.type().bytes(), info.shape(), Gather.fortran(info.shape()))
                        : TensorBytes.of(content));
    }
}
