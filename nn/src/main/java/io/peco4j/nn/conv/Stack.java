package io.peco4j.nn.conv;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Layer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Layers under the names {@code 0, 1, 2, ...}, called one after the other. */
public final class Stack extends Layer {
    private final Passes order;

    private Stack(List<? extends Layer> layers, Passes order) {
        this.order = order;
        for (int i = 0; i < layers.size(); i++) {
            child(Integer.toString(i), layers.get(i));
        }
    }

    /** Runs from the first layer to the last. */
    public static Stack ascending(List<? extends Layer> layers) {
        return new Stack(List.copyOf(layers), new Passes(layers));
    }

    /** Runs from the last layer to the first; names stay ascending. */
    public static Stack descending(List<? extends Layer> layers) {
        List<Layer> order = new ArrayList<>(layers);
        Collections.reverse(order);
        return new Stack(List.copyOf(layers), new Passes(order));
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return order.run(x, training);
    }

    @Override
    public Shape outputShape(Shape input) {
        return order.outputShape(input);
    }

    @Override
    public double flops(Shape input) {
        return order.flops(input);
    }

    @Override
    public double activationBytes(Shape input) {
        return order.activationBytes(input);
    }

    @Override
    public double passBytes(Shape input) {
        return order.passBytes(input);
    }
}
