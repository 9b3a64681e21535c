package io.peco4j.tokenizers.vqvae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.conv.Conv2d;
import io.peco4j.nn.vq.VqModel;
import io.peco4j.nn.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A second encoder for a model: {@code encoder} and {@code quant_conv} with values of their own, which start as the
 * model's and never get a gradient. (B, 3, S, S) in [-1, 1] to (B, d, h, w), float32.
 */
final class TwinEncoder extends Layer {
    private final Layer encoder;
    private final Conv2d toCodebook;

    TwinEncoder(VqVaeOptions options, VqModel model, NetworkContext context) {
        VqModel.Half half = VqVaeNetwork.encoder(options, context);
        this.encoder = child("encoder", half.network());
        this.toCodebook = child(
                "quant_conv",
                Conv2d.same(context, half.latent(), model.quantizer().dimension(), 1));
        Map<String, NDArray> own = Parameters.state(this);
        Map<String, NDArray> source = new LinkedHashMap<>(Parameters.state(model));
        source.keySet().retainAll(own.keySet());
        Weights.copyInto(own, source);
        Parameters.freeze(this);
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        try (NDArray latent = encoder.forward(x, training)) {
            return toCodebook.forward(latent, training);
        }
    }

    @Override
    public Shape outputShape(Shape input) {
        return toCodebook.outputShape(encoder.outputShape(input));
    }

    @Override
    public double flops(Shape input) {
        return encoder.flops(input) + toCodebook.flops(encoder.outputShape(input));
    }
}
