package io.peco4j.backbones;

import io.peco4j.api.plugin.PluginModule;
import io.peco4j.backbones.cnn.ResNet50Backbone;
import io.peco4j.backbones.cnn.Vgg16Backbone;
import io.peco4j.backbones.mocov3.MocoV3VitBackbone;
import io.peco4j.backbones.squeezenet.SqueezeNetBackbone;

/** Registers the backbones {@code mocov3-vit}, {@code resnet50}, {@code vgg16} and {@code squeezenet}. */
public final class BackbonesPlugin extends PluginModule {
    @Override
    protected void configure() {
        backbone("mocov3-vit", MocoV3VitBackbone.Options.class).to(MocoV3VitBackbone.class);
        backbone("resnet50", ResNet50Backbone.Options.class).to(ResNet50Backbone.class);
        backbone("vgg16", Vgg16Backbone.Options.class).to(Vgg16Backbone.class);
        backbone("squeezenet", SqueezeNetBackbone.Options.class).to(SqueezeNetBackbone.class);
    }
}
