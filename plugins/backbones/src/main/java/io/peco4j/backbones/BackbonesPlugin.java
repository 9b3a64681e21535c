package io.peco4j.backbones;

import io.peco4j.api.plugin.PluginModule;
import io.peco4j.backbones.mocov3.MocoV3Vit;
import io.peco4j.backbones.squeezenet.SqueezeNetBackbone;

/** Registers the backbones {@code mocov3-vit} and {@code squeezenet}. */
public final class BackbonesPlugin extends PluginModule {
    @Override
    protected void configure() {
        backbone("mocov3-vit", MocoV3Vit.Options.class).to(MocoV3Vit.class);
        backbone("squeezenet", SqueezeNetBackbone.Options.class).to(SqueezeNetBackbone.class);
    }
}
