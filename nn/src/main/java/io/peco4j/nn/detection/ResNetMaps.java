package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.cnn.ResNet;
import io.peco4j.nn.cnn.ResNetShape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The maps of a residual network's stages, the usual bottom of a detector: strides 4, 8, 16 and 32 for four stages. */
public final class ResNetMaps implements MapSource {
    private final ResNet network;
    private final List<Integer> channels;

    /**
     * A fresh network.
     *
     * @throws IllegalArgumentException if the shape has a classifier
     */
    public ResNetMaps(NetworkContext context, ResNetShape shape) {
        if (shape.classes() != 0) {
            throw new IllegalArgumentException("the bottom of a detector has no classifier, this one " + shape);
        }
        this.network = new ResNet(context, shape);
        this.channels = IntStream.range(0, shape.blocks().size())
                .mapToObj(shape::channels)
                .toList();
    }

    @Override
    public Block block() {
        return network;
    }

    @Override
    public List<Integer> channels() {
        return channels;
    }

    @Override
    public List<NDArray> maps(NDArray images, boolean training) {
        List<NDArray> stemAndStages = network.features(images, training);
        stemAndStages.get(0).close();
        return stemAndStages.subList(1, stemAndStages.size());
    }

    @Override
    public List<Shape> shapes(Shape images) {
        List<Shape> shapes = new ArrayList<>();
        long height = half(half(images.get(2)));
        long width = half(half(images.get(3)));
        for (int own : channels) {
            shapes.add(new Shape(images.get(0), own, height, width));
            height = half(height);
            width = half(width);
        }
        return shapes;
    }

    private static long half(long side) {
        return (side + 1) / 2;
    }

    @Override
    public double flops(Shape images) {
        return network.flops(images);
    }
}
