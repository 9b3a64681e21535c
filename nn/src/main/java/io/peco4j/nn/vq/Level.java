package io.peco4j.nn.vq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Layer;
import io.peco4j.nn.conv.AttentionBlock;
import io.peco4j.nn.conv.Downsample;
import io.peco4j.nn.conv.Passes;
import io.peco4j.nn.conv.ResidualBlock;
import io.peco4j.nn.conv.Stack;
import io.peco4j.nn.conv.Upsample;
import java.util.ArrayList;
import java.util.List;

/**
 * The layers of one resolution: residual blocks, each followed by attention where the level attends, then a change of
 * resolution. Children: {@code block.j, attn.j}, {@code downsample} or {@code upsample}.
 */
final class Level extends Layer {
    private final Passes order;

    /** What may come last. */
    private enum Change {
        NONE,
        HALVE,
        DOUBLE
    }

    private Level(NetworkContext context, int in, CnnShape shape, int index, Change change) {
        int out = shape.width(index);
        List<Layer> layers = new ArrayList<>();
        List<ResidualBlock> residual = new ArrayList<>();
        List<AttentionBlock> attending = new ArrayList<>();
        for (int j = 0; j < shape.blocks(); j++) {
            residual.add(new ResidualBlock(context, j == 0 ? in : out, out, shape.groups(), context.precision()));
            layers.add(residual.get(j));
            if (shape.attends(index)) {
                attending.add(new AttentionBlock(context, out, shape.groups(), context.precision()));
                layers.add(attending.get(j));
            }
        }
        child("block", Stack.ascending(residual));
        if (shape.attends(index)) {
            child("attn", Stack.ascending(attending));
        }
        switch (change) {
            case HALVE -> layers.add(child("downsample", new Downsample(context, out, context.precision())));
            case DOUBLE -> layers.add(child("upsample", new Upsample(context, out, context.precision())));
            case NONE -> {}
        }
        this.order = new Passes(layers);
    }

    /**
     * A level of an encoder; all but the lowest end at half the resolution.
     *
     * @param in channels that come from the level above
     */
    static Level encoding(NetworkContext context, int in, CnnShape shape, int index) {
        return new Level(context, in, shape, index, index == shape.levels() - 1 ? Change.NONE : Change.HALVE);
    }

    /**
     * A level of a decoder; all but the highest end at twice the resolution.
     *
     * @param in channels that come from the level below
     */
    static Level decoding(NetworkContext context, int in, CnnShape shape, int index) {
        return new Level(context, in, shape, index, index == 0 ? Change.NONE : Change.DOUBLE);
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
