package io.peco4j.nn.dalle;

import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.conv.ChainLayer;
import io.peco4j.nn.conv.Conv2d;
import io.peco4j.nn.conv.ConvChain;
import io.peco4j.nn.conv.ConvShape;
import io.peco4j.nn.conv.ConvStart;
import io.peco4j.nn.conv.ConvSteps;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code id_path(x) + gain * res_path(x)} as one kernel: four convolutions, each after a ReLU; the first path is x, or
 * a 1x1 convolution where the channels change.
 *
 * <p>(B, in, H, W) to (B, out, H, W) float32. Children: {@code res_path.conv_1} to {@code conv_4} and {@code id_path},
 * with parameters {@code w} and {@code b}; a quarter of {@code out} are the channels between.
 */
final class DalleBlock extends ChainLayer {
    private final ConvChain chain;

    /** @param kernels sides of the four convolutions' kernels */
    DalleBlock(NetworkContext context, int in, int out, double gain, List<Integer> kernels) {
        ConvSteps body = ConvSteps.begin();
        int width = in;
        for (int i = 0; i < kernels.size(); i++) {
            int next = i == kernels.size() - 1 ? out : out / 4;
            Conv2d conv = child("res_path.conv_" + (i + 1), convolution(context, width, next, kernels.get(i)));
            body = body.relu().convolve(conv);
            width = next;
        }
        ConvSteps shortcut = in == out
                ? ConvSteps.begin()
                : ConvSteps.begin().convolve(child("id_path", convolution(context, in, out, 1)));
        this.chain = ConvChain.residual(context, "dVAE block", body, shortcut, gain);
    }

    /** A convolution that keeps height and width, with the names and the start of the original. */
    static Conv2d convolution(NetworkContext context, int in, int out, int side) {
        return Conv2d.named(context, ConvShape.same(in, out, side), ConvStart.normalByFanIn(), "w", "b");
    }

    /** The blocks of one resolution; the first changes the channels. */
    static List<DalleBlock> group(NetworkContext context, int in, int out, DalleShape shape, List<Integer> kernels) {
        List<DalleBlock> blocks = new ArrayList<>();
        for (int i = 0; i < shape.blocks(); i++) {
            blocks.add(new DalleBlock(context, i == 0 ? in : out, out, shape.gain(), kernels));
        }
        return blocks;
    }

    @Override
    protected ConvChain chain() {
        return chain;
    }
}
