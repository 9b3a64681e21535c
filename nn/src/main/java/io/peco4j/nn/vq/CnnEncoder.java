package io.peco4j.nn.vq;

import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.conv.Conv2d;
import io.peco4j.nn.conv.Stack;
import java.util.ArrayList;
import java.util.List;

/**
 * The convolutional encoder of VQGAN (Esser et al. 2021), which PeCo's tokenizer follows.
 *
 * <p>(B, 3, H, W) in [-1, 1] to (B, latent, H / s, W / s) float32 with s = {@link CnnShape#downsampling()}, which must
 * divide H and W. Children as in taming: {@code conv_in, down.i.{block.j, attn.j, downsample.conv},
 * mid.{block_1, attn_1, block_2}, norm_out, conv_out}.
 */
public final class CnnEncoder extends CnnNetwork {
    public CnnEncoder(NetworkContext context, CnnShape shape) {
        super(context, body(context, shape), shape.width(shape.levels() - 1), shape.groups(), shape.latent());
    }

    private static List<Part> body(NetworkContext context, CnnShape shape) {
        Part convIn = new Part("conv_in", Conv2d.same(context, 3, shape.channels(), 3, context.precision()));
        List<Level> levels = new ArrayList<>();
        int width = shape.channels();
        for (int i = 0; i < shape.levels(); i++) {
            levels.add(Level.encoding(context, width, shape, i));
            width = shape.width(i);
        }
        return List.of(
                convIn,
                new Part("down", Stack.ascending(levels)),
                new Part("mid", new Middle(context, width, shape.groups())));
    }
}
