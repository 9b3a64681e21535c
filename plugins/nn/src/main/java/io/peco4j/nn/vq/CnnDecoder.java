package io.peco4j.nn.vq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Layer;
import io.peco4j.nn.conv.Conv2d;
import io.peco4j.nn.conv.GroupNorm;
import io.peco4j.nn.conv.NormSwishConv;
import java.util.ArrayList;
import java.util.List;

/**
 * The convolutional decoder of VQGAN (Esser et al. 2021), which PeCo's tokenizer follows.
 *
 * <p>(B, latent, h, w) to (B, 3, h s, w s) float32, around [-1, 1] and not clipped, with s =
 * {@link CnnShape#downsampling()}. Children as in taming: {@code conv_in, mid.{block_1, attn_1, block_2},
 * up.i.{block.j, attn.j, upsample.conv}, norm_out, conv_out}; {@code up.0} has the highest resolution. taming builds
 * its decoder with one block per level more than its encoder; here {@link CnnShape#blocks()} is what a level has.
 */
public final class CnnDecoder extends Layer {
    private final List<Layer> body;
    private final Conv2d convOut;
    private final NormSwishConv end;

    public CnnDecoder(NetworkContext context, CnnShape shape) {
        int deepest = shape.levels() - 1;
        Conv2d convIn = child("conv_in", Conv2d.same(context, shape.latent(), shape.width(deepest), 3));
        Middle middle = child("mid", new Middle(context, shape.width(deepest), shape.groups()));
        List<Level> levels = new ArrayList<>();
        for (int i = 0; i <= deepest; i++) {
            int in = shape.width(Math.min(i + 1, deepest));
            levels.add(
                    i == 0
                            ? Level.keeping(context, in, shape.width(i), shape, shape.attends(i))
                            : Level.doubling(context, in, shape.width(i), shape, shape.attends(i)));
        }
        Stack up = child("up", Stack.descending(levels));
        GroupNorm normOut = child("norm_out", new GroupNorm(context, shape.width(0), shape.groups()));
        this.convOut = child("conv_out", Conv2d.same(context, shape.width(0), 3, 3));
        this.body = List.of(convIn, middle, up);
        this.end = new NormSwishConv(context, normOut, convOut);
    }

    @Override
    public NDArray forward(NDArray z, boolean training) {
        try (NDArray features = Passes.run(body, z, training)) {
            return end.apply(features);
        }
    }

    @Override
    public Shape outputShape(Shape input) {
        return convOut.outputShape(Passes.outputShape(body, input));
    }

    @Override
    public double flops(Shape input) {
        return Passes.flops(body, input) + convOut.flops(Passes.outputShape(body, input));
    }
}
