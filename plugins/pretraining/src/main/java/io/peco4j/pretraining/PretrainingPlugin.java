package io.peco4j.pretraining;

import io.peco4j.api.plugin.PluginModule;
import io.peco4j.pretraining.beit.BeitFramework;
import io.peco4j.pretraining.beit.BeitOptions;
import io.peco4j.pretraining.control.NoPretraining;
import io.peco4j.pretraining.moco.MocoV3Framework;
import io.peco4j.pretraining.supervised.SupervisedFramework;
import io.peco4j.pretraining.supervised.SupervisedOptions;
import io.peco4j.pretraining.vit.VitEncoder;

/** The bundled encoder, and the ways to pretrain it. */
public final class PretrainingPlugin extends PluginModule {
    @Override
    protected void configure() {
        encoder("vit", VitEncoder.Options.class).to(VitEncoder.class);
        pretraining("beit", BeitOptions.class).to(BeitFramework.class);
        pretraining("moco-v3", MocoV3Framework.Options.class).to(MocoV3Framework.class);
        pretraining("supervised", SupervisedOptions.class).to(SupervisedFramework.class);
        pretraining("none", NoPretraining.Options.class).to(NoPretraining.class);
    }
}
