package io.peco4j.tokenizers;

import io.peco4j.api.plugin.PluginModule;
import io.peco4j.tokenizers.dalle.DalleOptions;
import io.peco4j.tokenizers.dalle.DalleTokenizer;
import io.peco4j.tokenizers.objective.AdversarialObjective;
import io.peco4j.tokenizers.objective.ClassificationObjective;
import io.peco4j.tokenizers.objective.ContrastiveObjective;
import io.peco4j.tokenizers.objective.PerceptualObjective;
import io.peco4j.tokenizers.objective.PixelObjective;
import io.peco4j.tokenizers.vqvae.VqVaeOptions;
import io.peco4j.tokenizers.vqvae.VqVaeTokenizer;

/** Registers the bundled tokenizers and the terms that train their codebooks. */
public final class TokenizersPlugin extends PluginModule {
    @Override
    protected void configure() {
        tokenizer("vqvae", VqVaeOptions.class).to(VqVaeTokenizer.class);
        tokenizer("dalle", DalleOptions.class).to(DalleTokenizer.class);
        objective("pixel", PixelObjective.Options.class).to(PixelObjective.class);
        objective("perceptual", PerceptualObjective.Options.class).to(PerceptualObjective.class);
        objective("adversarial", AdversarialObjective.Options.class).to(AdversarialObjective.class);
        objective("classification", ClassificationObjective.Options.class).to(ClassificationObjective.class);
        objective("contrastive", ContrastiveObjective.Options.class).to(ContrastiveObjective.class);
    }
}
