package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.dsl.builder.Configurable;
import io.peco4j.dsl.builder.Describes;
import java.util.List;

/**
 * A vision transformer trained by contrast, from a file or on the study's own pictures: the backbone
 * {@code mocov3-vit}.
 */
public record MocoV3Vit(Component<PerceptualBackbone> component)
        implements Configurable<PerceptualBackbone, MocoV3Vit> {
    @Override
    public MocoV3Vit with(Component<PerceptualBackbone> changed) {
        return new MocoV3Vit(changed);
    }

    /** The network; by default a small one. */
    public MocoV3Vit encoder(Describes<VisionEncoder> encoder) {
        return set("encoder", encoder);
    }

    /** The blocks whose tokens are compared, counted from 1. */
    public MocoV3Vit layers(Integer... layers) {
        return set("layers", List.of(layers));
    }

    /** A weight file, in place of training. */
    public MocoV3Vit weights(String path) {
        return set("weights", path);
    }

    /** How it is trained on the pictures of the study if no weight file is given. */
    public MocoV3Vit training(Describes<PretrainingFramework> training) {
        return set("training", training);
    }
}
