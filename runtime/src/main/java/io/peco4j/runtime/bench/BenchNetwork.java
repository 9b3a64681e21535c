package io.peco4j.runtime.bench;

import ai.djl.ndarray.NDManager;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.plugin.Component;
import io.peco4j.api.train.Precision;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A context for networks that are made here and not by a plugin. */
record BenchNetwork(NDManager manager, Precision precision, RandomGenerator random) implements NetworkContext {

    static BenchNetwork of(Precision precision) {
        return new BenchNetwork(NDManager.newBaseManager("PyTorch"), precision, new SplittableRandom(1));
    }

    @Override
    public <T> T create(Component<T> component) {
        throw new UnsupportedOperationException("a network of the benchmark names no components");
    }

    @Override
    public PretrainingFramework create(Component<PretrainingFramework> component, VisionEncoder encoder) {
        throw new UnsupportedOperationException("a network of the benchmark names no components");
    }
}
