package io.peco4j.pretraining;

import io.peco4j.api.plugin.PluginModule;
import io.peco4j.pretraining.vit.VitEncoder;

/** Encoders and the ways to pretrain them. */
public final class PretrainingPlugin extends PluginModule {
    @Override
    protected void configure() {
        encoder("vit", VitEncoder.Options.class).to(VitEncoder.class);
    }
}
