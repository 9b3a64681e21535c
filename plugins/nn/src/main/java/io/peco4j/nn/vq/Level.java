package io.peco4j.nn.vq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Layer;
import io.peco4j.nn.conv.AttentionBlock;
import io.peco4j.nn.conv.Downsample;
import io.peco4j.nn.conv.ResidualBlock;
import io.peco4j.nn.conv.Upsample;
import java.util.ArrayList;
import java.util.List;

/**
 * The layers of one resolution: residual blocks, each followed by attention where the level attends, then a change of
 * resolution. Children: {@code block.j, attn.j}, {@code downsample} or {@code upsample}.
 */
final class Level extends Layer {
    private final List<Layer> order = new ArrayList<>();

    private Level(NetworkContext context, int in, int out, CnnShape shape, boolean attention) {
        List<ResidualBlock> residual = new ArrayList<>();
        List<AttentionBlock> attending = new ArrayList<>();
        for (int j = 0; j < shape.blocks(); j++) {
            residual.add(new ResidualBlock(context, j == 0 ? in : out, out, shape.groups()));
            order.add(residual.get(j));
            if (attention) {
                attending.add(new AttentionBlock(context, out, shape.groups()));
                order.add(attending.get(j));
            }
        }
        child("block", Stack.ascending(residual));
        if (attention) {
            child("attn", Stack.ascending(attending));
        }
    }

    /** A level that keeps its resolution. */
    static Level keeping(NetworkContext context, int in, int out, CnnShape shape, boolean attention) {
        return new Level(context, in, out, shape, attention);
    }

    /** A level that ends at half the resolution. */
    static Level halving(NetworkContext context, int in, int out, CnnShape shape, boolean attention) {
        Level level = new Level(context, in, out, shape, attention);
        level.order.add(level.child("downsample", new Downsample(context, out)));
        return level;
    }

    /** A level that ends at twice the resolution. */
    static Level doubling(NetworkContext context, int in, int out, CnnShape shape, boolean attention) {
        Level level = new Level(context, in, out, shape, attention);
        level.order.add(level.child("upsample", new Upsample(context, out)));
        return level;
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return Passes.run(order, x, training);
    }

    @Override
    public Shape outputShape(Shape input) {
        return Passes.outputShape(order, input);
    }

    @Override
    public double flops(Shape input) {
        return Passes.flops(order, input);
    }
}
