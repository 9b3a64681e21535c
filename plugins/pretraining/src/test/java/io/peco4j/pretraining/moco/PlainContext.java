package io.peco4j.pretraining.moco;

import ai.djl.ndarray.NDManager;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.plugin.Component;
import io.peco4j.api.train.Precision;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A context for networks that name no other component. */
record PlainContext(NDManager manager, Precision precision, RandomGenerator random) implements NetworkContext {
    PlainContext(NDManager manager) {
        this(manager, Precision.FLOAT32, new SplittableRandom(1));
    }

    @Override
    public <T> T create(Component<T> component) {
        throw new UnsupportedOperationException(component.toString());
    }

    @Override
    public PretrainingFramework create(Component<PretrainingFramework> component, VisionEncoder encoder) {
        throw new UnsupportedOperationException(component.toString());
    }
}
