package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.train.Batch;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;

/** A batch of stored tensors. */
record GivenBatch(int size, NDManager manager, Map<String, NDArray> fields) implements Batch {
    @Override
    public NDArray get(String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }

    @Override
    public long[] indices() {
        return LongStream.range(0, size()).toArray();
    }
}
