package io.peco4j.nn.vq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Layer;
import java.util.List;

/** Layers one after the other. */
final class Passes {
    private Passes() {}

    static NDArray run(List<? extends Layer> layers, NDArray x, boolean training) {
        NDArray y = x;
        for (Layer layer : layers) {
            NDArray next = layer.forward(y, training);
            if (y != x) {
                // The graph holds what the backward pass needs; without one the memory is free at once.
                y.close();
            }
            y = next;
        }
        return y;
    }

    static Shape outputShape(List<? extends Layer> layers, Shape input) {
        Shape shape = input;
        for (Layer layer : layers) {
            shape = layer.outputShape(shape);
        }
        return shape;
    }

    static double flops(List<? extends Layer> layers, Shape input) {
        Shape shape = input;
        double sum = 0;
        for (Layer layer : layers) {
            sum += layer.flops(shape);
            shape = layer.outputShape(shape);
        }
        return sum;
    }
}
