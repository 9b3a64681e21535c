package io.peco4j.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Parameters;
import java.util.Map;

/** A network to time. */
interface TimedNetwork {
    /** One pass; the result belongs to the manager of the input. */
    NDArray pass(NDArray input, boolean training);

    /** What gets a gradient. */
    Map<String, NDArray> trainable();

    /** Of the matrix products and convolutions of one pass. */
    double flops(Shape input);

    /** A network that is one layer. */
    static TimedNetwork of(Layer layer) {
        return new TimedNetwork() {
            @Override
            public NDArray pass(NDArray input, boolean training) {
                return layer.forward(input, training);
            }

            @Override
            public Map<String, NDArray> trainable() {
                return Parameters.trainable(layer);
            }

            @Override
            public double flops(Shape input) {
                return layer.flops(input);
            }
        };
    }
}
