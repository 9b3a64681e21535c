package io.peco4j.tokenizers.vqvae;

import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PictureSize;
import io.peco4j.nn.transformer.StackShape;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.RelativeBias;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VitCodeDecoder;
import io.peco4j.nn.vit.VitCodeEncoder;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.vq.CnnDecoder;
import io.peco4j.nn.vq.CnnEncoder;
import io.peco4j.nn.vq.CnnShape;
import io.peco4j.nn.vq.EmaCodebook;
import io.peco4j.nn.vq.EmaVectorQuantizer;
import io.peco4j.nn.vq.GradientVectorQuantizer;
import io.peco4j.nn.vq.VectorQuantizer;
import io.peco4j.nn.vq.VqModel;

/** Builds the model that options describe. */
final class VqVaeNetwork {
    private VqVaeNetwork() {}

    static VqModel of(VqVaeOptions options, NetworkContext context) {
        VectorQuantizer quantizer = quantizer(options.codebook(), context);
        return new VqModel(context, encoder(options, context), decoder(options, context), quantizer);
    }

    /** The half from pictures to vectors. */
    static VqModel.Half encoder(VqVaeOptions options, NetworkContext context) {
        int latent = options.latent();
        return switch (options.encoder()) {
            case CNN -> {
                CnnShape shape = shape(options, options.encoderChannels(), options.residualBlocks());
                yield new VqModel.Half(new CnnEncoder(context, shape), latent, shape.downsampling());
            }
            case VIT -> {
                int patch = options.downsampling();
                yield new VqModel.Half(new VitCodeEncoder(context, vit(options, patch), latent), latent, patch);
            }
        };
    }

    private static VqModel.Half decoder(VqVaeOptions options, NetworkContext context) {
        int latent = options.latent();
        if (options.decoder() == VqVaeOptions.Decoder.VIT) {
            int patch = options.downsampling();
            VitConfig config = vit(options, patch);
            VitCodeDecoder network =
                    new VitCodeDecoder(context, config.image(), patch, config.stack(), config.start(), latent);
            return new VqModel.Half(network, latent, patch);
        }
        int blocks = options.decoder() == VqVaeOptions.Decoder.HALF_DEPTH ? 1 : options.decoderResidualBlocks();
        CnnShape shape = shape(options, options.decoderChannels(), blocks);
        return new VqModel.Half(new CnnDecoder(context, shape), latent, shape.downsampling());
    }

    private static CnnShape shape(VqVaeOptions options, int channels, int blocks) {
        return new CnnShape(
                channels, options.multipliers(), blocks, options.attention(), options.latent(), options.normGroups());
    }

    /** Pictures come in [-1, 1], as for convolutions. */
    private static VitConfig vit(VqVaeOptions options, int patch) {
        return new VitConfig(
                PictureSize.square(options.image()),
                patch,
                new StackShape(options.vit().size().block(), options.vit().blocks(), 0),
                false,
                Positions.LEARNED,
                RelativeBias.NONE,
                Start.MAE,
                false,
                Normalisation.NONE);
    }

    private static VectorQuantizer quantizer(CodebookOptions codebook, NetworkContext context) {
        return switch (codebook.quantizer()) {
            case EMA ->
                new EmaVectorQuantizer(
                        context,
                        codebook.size(),
                        codebook.dimension(),
                        codebook.commitment(),
                        new EmaCodebook(
                                codebook.decay(), codebook.epsilon(), codebook.initial(), codebook.reviveBelow()));
            case GRADIENT ->
                new GradientVectorQuantizer(context, codebook.size(), codebook.dimension(), 1, codebook.commitment());
        };
    }
}
