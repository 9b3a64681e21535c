package io.peco4j.backbones;

import io.peco4j.api.plugin.PluginModule;
import io.peco4j.backbones.cnn.ResNet50;
import io.peco4j.backbones.cnn.Vgg16;
import io.peco4j.backbones.mocov3.MocoV3Vit;
import io.peco4j.backbones.squeezenet.SqueezeNetBackbone;

/** Registers the backbones {@code mocov3-vit}, {@code resnet50}, {@code vgg16} and {@code squeezenet}. */
public final class BackbonesPlugin extends PluginModule {
    @Override
    protected void configure() {
        backbone("mocov3-vit", MocoV3Vit.Options.class).to(MocoV3Vit.class);
        backbone("resnet50", ResNet50.Options.class).to(ResNet50.class);
        backbone("vgg16", Vgg16.Options.class).to(Vgg16.class);
        backbone("squeezenet", SqueezeNetBackbone.Options.class).to(SqueezeNetBackbone.class);
    }
}
