package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.dsl.builder.OnEncoder;
import io.peco4j.dsl.builder.Trainable;

/** Contrast of two views without labels: the pretraining {@code moco-v3}, and the training of backbones. */
public record MocoV3(Component<PretrainingFramework> component)
        implements Trainable<PretrainingFramework, MocoV3>,
                Contrastive<PretrainingFramework, MocoV3>,
                OnEncoder<PretrainingFramework, MocoV3> {
    @Override
    public MocoV3 with(Component<PretrainingFramework> changed) {
        return new MocoV3(changed);
    }

    /** Width of the hidden layers of the projector and the predictor, and of the compared vectors. */
    public MocoV3 head(int hidden, int dimension) {
        return set("hidden", hidden).set("dim", dimension);
    }
}
