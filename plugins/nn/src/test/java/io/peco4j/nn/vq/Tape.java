package io.peco4j.nn.vq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.plugin.Component;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Parameters;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** A manager, a context on it, and gradients where they are asked for. */
record Tape(NDManager manager, Precision precision, RandomGenerator random) implements NetworkContext, AutoCloseable {

    static Tape float32() {
        return of(Precision.FLOAT32);
    }

    static Tape of(Precision precision) {
        NDManager manager = NDManager.newBaseManager("PyTorch");
        JniUtils.setGradMode(false);
        return new Tape(manager, precision, new SplittableRandom(11));
    }

    /** Runs with gradient mode on, and backwards from the scalar that comes out. */
    NDArray backward(Supplier<NDArray> scalar) {
        JniUtils.setGradMode(true);
        try {
            NDArray value = scalar.get();
            JniUtils.backward((PtNDArray) value, (PtNDArray) manager.ones(new Shape()), false, false);
            return value;
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    /** The gradient of a layer's parameter, by dotted name. */
    static NDArray gradient(Layer layer, String name) {
        return Objects.requireNonNull(Parameters.trainable(layer).get(name), name)
                .getGradient();
    }

    /** Standard normal numbers that get a gradient. */
    NDArray leaf(long... shape) {
        NDArray array = manager.randomNormal(new Shape(shape));
        array.setRequiresGradient(true);
        return array;
    }

    @Override
    public <T> T create(Component<T> component) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PretrainingFramework create(Component<PretrainingFramework> component, VisionEncoder encoder) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        manager.close();
    }
}
