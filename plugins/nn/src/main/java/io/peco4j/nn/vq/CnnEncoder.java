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
 * The convolutional encoder of VQGAN (Esser et al. 2021), which PeCo's tokenizer follows.
 *
 * <p>(B, 3, H, W) in [-1, 1] to (B, latent, H / s, W / s) float32 with s = {@link CnnShape#downsampling()}, which must
 * divide H and W. Children as in taming: {@code conv_in, down.i.{block.j, attn.j, downsample.conv},
 * mid.{block_1, attn_1, block_2}, norm_out, conv_out}.
 */
public final class CnnEncoder extends Layer {
    private final List<Layer> body;
    private final Conv2d convOut;
    private final NormSwishConv end;

    public CnnEncoder(NetworkContext context, CnnShape shape) {
        Conv2d convIn = child("conv_in", Conv2d.same(context, 3, shape.channels(), 3));
        List<Level> levels = new ArrayList<>();
        int width = shape.channels();
        for (int i = 0; i < shape.levels(); i++) {
            levels.add(
                    i == shape.levels() - 1
                            ? Level.keeping(context, width, shape.width(i), shape, shape.attends(i))
                            : Level.halving(context, width, shape.width(i), shape, shape.attends(i)));
            width = shape.width(i);
        }
        Stack down = child("down", Stack.ascending(levels));
        Middle middle = child("mid", new Middle(context, width, shape.groups()));
        GroupNorm normOut = child("norm_out", new GroupNorm(context, width, shape.groups()));
        this.convOut = child("conv_out", Conv2d.same(context, width, shape.latent(), 3));
        this.body = List.of(convIn, down, middle);
        this.end = new NormSwishConv(context, normOut, convOut);
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        try (NDArray features = Passes.run(body, x, training)) {
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
