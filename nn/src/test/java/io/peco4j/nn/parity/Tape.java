package io.peco4j.nn.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.StandaloneContext;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** A context of a test, gradient mode off, and gradients where they are asked for. */
public record Tape(StandaloneContext context) implements AutoCloseable {

    /** Float32 networks. */
    public static Tape float32() {
        return of(Precision.FLOAT32);
    }

    /** Networks of the given precision; equal weights for equal calls. */
    public static Tape of(Precision precision) {
        NDManager manager = NDManager.newBaseManager("PyTorch");
        GradientMode.turnOff();
        return new Tape(new StandaloneContext(manager, precision, new SplittableRandom(11)));
    }

    /** Closed with the tape. */
    public NDManager manager() {
        return context.manager();
    }

    /** Runs with gradient mode on, and backwards from the scalar that comes out. */
    public NDArray backward(Supplier<NDArray> scalar) {
        return Gradients.backward(scalar, manager().ones(new Shape()));
    }

    /** The gradient of a layer's parameter, by dotted name. */
    public static NDArray gradient(Layer layer, String name) {
        return Gradients.named(Parameters.trainable(layer), name).getGradient();
    }

    /** Standard normal numbers that get a gradient. */
    public NDArray leaf(long... shape) {
        NDArray array = manager().randomNormal(new Shape(shape));
        array.setRequiresGradient(true);
        return array;
    }

    @Override
    public void close() {
        manager().close();
    }
}
