package com.acme.fsq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Layer;
import io.peco4j.nn.conv.Conv2d;
import io.peco4j.nn.conv.Downsample;
import io.peco4j.nn.conv.ResidualBlock;
import io.peco4j.nn.conv.Upsample;
import java.util.ArrayList;
import java.util.List;

/** Layers one after the other; the children are named by their place. */
final class LayerStack extends Layer {
    private final List<Layer> layers;

    private LayerStack(List<Layer> layers) {
        this.layers = List.copyOf(layers);
        for (int i = 0; i < layers.size(); i++) {
            child(String.valueOf(i), layers.get(i));
        }
    }

    /** (B, 3, H, W) to (B, d, H / s, W / s). */
    static LayerStack encoder(NetworkContext context, int channels, int halvings, int dimension) {
        List<Layer> layers = new ArrayList<>();
        layers.add(Conv2d.same(context, 3, channels, 3));
        for (int i = 0; i < halvings; i++) {
            layers.add(new Downsample(context, channels));
            layers.add(new ResidualBlock(context, channels, channels));
        }
        layers.add(Conv2d.same(context, channels, dimension, 1));
        return new LayerStack(layers);
    }

    /** (B, d, h, w) to (B, 3, h s, w s). */
    static LayerStack decoder(NetworkContext context, int channels, int halvings, int dimension) {
        List<Layer> layers = new ArrayList<>();
        layers.add(Conv2d.same(context, dimension, channels, 3));
        for (int i = 0; i < halvings; i++) {
            layers.add(new ResidualBlock(context, channels, channels));
            layers.add(new Upsample(context, channels));
        }
        layers.add(Conv2d.same(context, channels, 3, 3));
        return new LayerStack(layers);
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        NDArray result = x;
        for (Layer layer : layers) {
            result = layer.forward(result, training);
        }
        return result;
    }

    @Override
    public Shape outputShape(Shape input) {
        Shape shape = input;
        for (Layer layer : layers) {
            shape = layer.outputShape(shape);
        }
        return shape;
    }

    @Override
    public double flops(Shape input) {
        double flops = 0;
        Shape shape = input;
        for (Layer layer : layers) {
            flops += layer.flops(shape);
            shape = layer.outputShape(shape);
        }
        return flops;
    }
}
