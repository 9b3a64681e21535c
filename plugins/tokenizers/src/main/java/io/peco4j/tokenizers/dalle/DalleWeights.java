package io.peco4j.tokenizers.dalle;

import io.peco4j.api.options.Describe;
import java.nio.file.Path;
import java.util.Optional;

/** Files of a trained dVAE. */
public record DalleWeights(
        @Describe("the encoder: OpenAI's encoder.pkl, or a file of peco4j; absent: the networks are trained here")
        Optional<Path> encoder,

        @Describe("the decoder: OpenAI's decoder.pkl, or a file of peco4j")
        Optional<Path> decoder) {

    /** @throws IllegalArgumentException if only one is given */
    public DalleWeights {
        if (encoder.isPresent() != decoder.isPresent()) {
            throw new IllegalArgumentException("weights.encoder and weights.decoder belong together; weights."
                    + (encoder.isPresent() ? "decoder" : "encoder") + " is missing");
        }
    }
}
