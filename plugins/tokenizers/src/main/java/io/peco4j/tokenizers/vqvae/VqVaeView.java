package io.peco4j.tokenizers.vqvae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.CodebookNetwork;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.vq.VqModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The tokenizer's networks as the terms of its loss see them.
 *
 * @param encode pictures in [-1, 1] to what is compared with codewords
 * @param encoder the parameters of {@code encode}
 */
record VqVaeView(VqVaeOptions options, VqModel model, UnaryOperator<NDArray> encode, Map<String, NDArray> encoder)
        implements CodebookNetwork {
    private static final String DECODER_END = "decoder.conv_out.weight";
    private static final String VIT_DECODER_END = "decoder.to_pixels.weight";

    static VqVaeView of(VqVaeOptions options, VqModel model) {
        Map<String, NDArray> encoder = new LinkedHashMap<>(Parameters.trainable(model));
        encoder.keySet().removeIf(name -> !name.startsWith("encoder.") && !name.startsWith("quant_conv."));
        return new VqVaeView(options, model, pixels -> model.encode(pixels, false), encoder);
    }

    @Override
    public int imageSize() {
        return options.image();
    }

    @Override
    public int dimension() {
        return model.quantizer().dimension();
    }

    @Override
    public NDArray codewords(NDArray images) {
        try (NDArray pixels = Pixels.symmetric(images);
                NDArray z = encode.apply(pixels)) {
            return model.quantizer().quantise(z, false).codewords();
        }
    }

    @Override
    public NDArray reconstruct(NDArray images) {
        return GradientMode.off(() -> {
            try (NDArray codewords = codewords(images);
                    NDArray pixels = model.decode(codewords, false)) {
                return Pixels.positive(pixels);
            }
        });
    }

    @Override
    public NDArray lastLayer() {
        Map<String, NDArray> state = Parameters.state(model);
        NDArray convolution = state.get(DECODER_END);
        NDArray weight = convolution == null ? state.get(VIT_DECODER_END) : convolution;
        if (weight == null) {
            throw new IllegalStateException("a decoder without " + DECODER_END + " and " + VIT_DECODER_END);
        }
        return weight;
    }

    @Override
    public CodebookNetwork twin(NetworkContext context) {
        TwinEncoder twin = new TwinEncoder(options, model, context);
        return new VqVaeView(options, model, pixels -> twin.forward(pixels, false), Parameters.state(twin));
    }

    @Override
    public double codewordFlops() {
        return model.tokenizeFlops(picture());
    }

    @Override
    public double reconstructionFlops() {
        return model.flops(picture());
    }

    private Shape picture() {
        return new Shape(1, 3, imageSize(), imageSize());
    }
}
