package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.dsl.builder.Trainable;

/** Contrast of two views without labels: the pretraining {@code moco-v3}. */
public record MocoV3(Component<PretrainingFramework> component) implements Trainable<PretrainingFramework, MocoV3> {
    @Override
    public MocoV3 with(Component<PretrainingFramework> changed) {
        return new MocoV3(changed);
    }

    /** Temperature: similarities are divided by it. */
    public MocoV3 temperature(double temperature) {
        return set("temperature", temperature);
    }

    /** Decay of the moving average that makes the second network, at the first step. */
    public MocoV3 momentum(double momentum) {
        return set("momentum", momentum);
    }

    /** Width of the hidden layers of the projector and the predictor, and of the compared vectors. */
    public MocoV3 head(int hidden, int dimension) {
        return set("hidden", hidden).set("dim", dimension);
    }
}
