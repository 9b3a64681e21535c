package io.peco4j.nn.vq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Layer;
import io.peco4j.nn.conv.Conv2d;
import io.peco4j.nn.conv.GroupNorm;
import io.peco4j.nn.conv.NormSwishConv;
import io.peco4j.nn.conv.Passes;
import java.util.List;

/**
 * What encoder and decoder have in common: a body, then {@code conv_out(swish(norm_out(x)))}.
 *
 * <p>Float32 in and out; the stream of maps between has the context's precision, as autocast gives it to the original.
 */
abstract sealed class CnnNetwork extends Layer permits CnnDecoder, CnnEncoder {
    private final Passes body;
    private final Conv2d convOut;
    private final NormSwishConv end;

    /** A layer of the body and its name. */
    record Part(String name, Layer layer) {}

    /**
     * A network with fresh weights.
     *
     * @param parts the body's layers by name, in the order of their calls
     * @param channels of the body's result
     * @param out channels of the result
     */
    CnnNetwork(NetworkContext context, List<Part> parts, int channels, int groups, int out) {
        this.body = new Passes(parts.stream().map(Part::layer).toList());
        parts.forEach(part -> child(part.name(), part.layer()));
        GroupNorm normOut = child("norm_out", new GroupNorm(context, channels, groups));
        this.convOut = child("conv_out", Conv2d.same(context, channels, out, 3));
        this.end = new NormSwishConv(context, normOut, convOut, context.precision());
    }

    @Override
    public final NDArray forward(NDArray x, boolean training) {
        try (NDArray features = body.run(x, training)) {
            return end.apply(features);
        }
    }

    @Override
    public final Shape outputShape(Shape input) {
        return convOut.outputShape(body.outputShape(input));
    }

    @Override
    public final double flops(Shape input) {
        return body.flops(input) + convOut.flops(body.outputShape(input));
    }

    @Override
    public final double activationBytes(Shape input) {
        return body.activationBytes(input) + end.activationBytes(body.outputShape(input));
    }

    @Override
    public final double passBytes(Shape input) {
        return Math.max(body.passBytes(input), end.activationBytes(body.outputShape(input)) / 2);
    }
}
