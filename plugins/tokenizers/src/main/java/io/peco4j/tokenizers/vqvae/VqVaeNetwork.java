package io.peco4j.tokenizers.vqvae;

import io.peco4j.api.model.NetworkContext;
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
        return new VqModel(
                context,
                shape(options, options.residualBlocks()),
                shape(options, options.decoderResidualBlocks()),
                quantizer(options.codebook(), context));
    }

    private static CnnShape shape(VqVaeOptions options, int blocks) {
        return new CnnShape(
                options.channels(),
                options.multipliers(),
                blocks,
                options.attention(),
                options.latent(),
                options.normGroups());
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
