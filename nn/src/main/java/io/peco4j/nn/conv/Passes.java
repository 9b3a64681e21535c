package io.peco4j.nn.conv;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Layer;
import java.util.List;

/**
 * Layers one after the other, whose owners may differ.
 *
 * @param layers the first is called first
 */
public record Passes(List<? extends Layer> layers) {
    public Passes {
        layers = List.copyOf(layers);
    }

    /** Some layers. */
    public static Passes of(Layer... layers) {
        return new Passes(List.of(layers));
    }

    /** Passes {@code x}, which stays open, through all layers. */
    public NDArray run(NDArray x, boolean training) {
        NDArray y = x;
        for (Layer layer : layers) {
            NDArray next = layer.forward(y, training);
            if (y != x && y != next) {
                // The graph holds what the backward pass needs; without one the memory is free at once.
                y.close();
            }
            y = next;
        }
        return y;
    }

    /** The shape of the result. */
    public Shape outputShape(Shape input) {
        Shape shape = input;
        for (Layer layer : layers) {
            shape = layer.outputShape(shape);
        }
        return shape;
    }

    /** The sum of the layers'. */
    public double flops(Shape input) {
        Shape shape = input;
        double sum = 0;
        for (Layer layer : layers) {
            sum += layer.flops(shape);
            shape = layer.outputShape(shape);
        }
        return sum;
    }

    /** The sum of the layers'. */
    public double activationBytes(Shape input) {
        Shape shape = input;
        double sum = 0;
        for (Layer layer : layers) {
            sum += layer.activationBytes(shape);
            shape = layer.outputShape(shape);
        }
        return sum;
    }

    /** That of the layer with most. */
    public double passBytes(Shape input) {
        Shape shape = input;
        double most = 0;
        for (Layer layer : layers) {
            most = Math.max(most, layer.passBytes(shape));
            shape = layer.outputShape(shape);
        }
        return most;
    }
}
