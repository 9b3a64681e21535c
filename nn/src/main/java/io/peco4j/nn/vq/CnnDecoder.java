package io.peco4j.nn.vq;

import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.conv.Conv2d;
import io.peco4j.nn.conv.Stack;
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
public final class CnnDecoder extends CnnNetwork {
    public CnnDecoder(NetworkContext context, CnnShape shape) {
        super(context, body(context, shape), shape.width(0), shape.groups(), 3);
    }

    private static List<Part> body(NetworkContext context, CnnShape shape) {
        int deepest = shape.levels() - 1;
        Part convIn =
                new Part("conv_in", Conv2d.same(context, shape.latent(), shape.width(deepest), 3, context.precision()));
        Part middle = new Part("mid", new Middle(context, shape.width(deepest), shape.groups()));
        List<Level> levels = new ArrayList<>();
        for (int i = 0; i <= deepest; i++) {
            levels.add(Level.decoding(context, shape.width(Math.min(i + 1, deepest)), shape, i));
        }
        return List.of(convIn, middle, new Part("up", Stack.descending(levels)));
    }
}
