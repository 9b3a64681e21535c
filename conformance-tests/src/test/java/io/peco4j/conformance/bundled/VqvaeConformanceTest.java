package io.peco4j.conformance.bundled;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.plugin.Component;
import io.peco4j.conformance.TokenizerConformance;

final class VqvaeConformanceTest extends TokenizerConformance {
    @Override
    protected Component<Tokenizer> tokenizer() {
        return Component.of(
                Tokenizer.class,
                "vqvae",
                ConfigFactory.parseString(
                        "image = 16, channels = 16, multipliers = [1, 1, 1], residual-blocks = 1, norm-groups = 4,"
                                + " attention = false, latent = 8, codebook { size = 32, dimension = 4 }"));
    }
}
