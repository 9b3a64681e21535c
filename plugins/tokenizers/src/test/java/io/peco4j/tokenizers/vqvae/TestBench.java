package io.peco4j.tokenizers.vqvae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Learner;

/** {@link Bench} for the tests of other tokenizers. */
public record TestBench(Bench bench) implements AutoCloseable {
    public static TestBench of(int seed) {
        return new TestBench(Bench.pixel(seed));
    }

    public NetworkContext context() {
        return bench;
    }

    public NDManager manager() {
        return bench.manager();
    }

    public NDArray images(int count, int side) {
        return bench.images(count, side);
    }

    public float step(Learner learner, NDArray images, long index, float rate) {
        return bench.step(learner, images, index, rate);
    }

    @Override
    public void close() {
        bench.close();
    }
}
