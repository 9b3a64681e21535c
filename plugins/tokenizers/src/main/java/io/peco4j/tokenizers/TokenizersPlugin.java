package io.peco4j.tokenizers;

import io.peco4j.api.plugin.PluginModule;
import io.peco4j.tokenizers.objective.PerceptualObjective;
import io.peco4j.tokenizers.objective.PixelObjective;
import io.peco4j.tokenizers.vqvae.VqVaeOptions;
import io.peco4j.tokenizers.vqvae.VqVaeTokenizer;

/** Registers the tokenizer {@code vqvae} and the codebook objectives {@code pixel} and {@code perceptual}. */
public final class TokenizersPlugin extends PluginModule {
    @Override
    protected void configure() {
        tokenizer("vqvae", VqVaeOptions.class).to(VqVaeTokenizer.class);
        objective("pixel", PixelObjective.Options.class).to(PixelObjective.class);
        objective("perceptual", PerceptualObjective.Options.class).to(PerceptualObjective.class);
    }
}
