package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.dsl.builder.Trainable;
import java.util.Map;

/** Prediction of the tokens of hidden patches: the pretraining {@code beit}. */
public record Beit(Component<PretrainingFramework> component) implements Trainable<PretrainingFramework, Beit> {
    @Override
    public Beit with(Component<PretrainingFramework> changed) {
        return new Beit(changed);
    }

    /** Which patches are hidden. */
    public Beit mask(Mask mask) {
        Beit result = this;
        for (Map.Entry<String, Object> option : mask.options().entrySet()) {
            result = result.set("mask." + option.getKey(), option.getValue());
        }
        return result;
    }
}
