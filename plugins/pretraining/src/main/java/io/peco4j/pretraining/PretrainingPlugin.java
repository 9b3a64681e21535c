package io.peco4j.pretraining;

import io.peco4j.api.plugin.PluginModule;
import io.peco4j.pretraining.beit.BeitFramework;
import io.peco4j.pretraining.beit.BeitOptions;
import io.peco4j.pretraining.bootmae.BootMaeFramework;
import io.peco4j.pretraining.bootmae.BootMaeOptions;
import io.peco4j.pretraining.control.NoPretraining;
import io.peco4j.pretraining.dino.DinoFramework;
import io.peco4j.pretraining.dino.DinoOptions;
import io.peco4j.pretraining.mae.MaeFramework;
import io.peco4j.pretraining.mae.MaeOptions;
import io.peco4j.pretraining.mae.MaeTokensFramework;
import io.peco4j.pretraining.mae.MaeTokensOptions;
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
        pretraining("mae", MaeOptions.class).to(MaeFramework.class);
        pretraining("mae-tokens", MaeTokensOptions.class).to(MaeTokensFramework.class);
        pretraining("bootmae", BootMaeOptions.class).to(BootMaeFramework.class);
        pretraining("dino", DinoOptions.class).to(DinoFramework.class);
        pretraining("moco-v3", MocoV3Framework.Options.class).to(MocoV3Framework.class);
        pretraining("supervised", SupervisedOptions.class).to(SupervisedFramework.class);
        pretraining("none", NoPretraining.Options.class).to(NoPretraining.class);
    }
}
