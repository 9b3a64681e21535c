package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.dsl.builder.OnEncoder;
import io.peco4j.dsl.builder.Trainable;

/** Training from scratch on labels, by DeiT's recipe: the pretraining {@code supervised}. */
public record Supervised(Component<PretrainingFramework> component)
        implements Trainable<PretrainingFramework, Supervised>, OnEncoder<PretrainingFramework, Supervised> {
    @Override
    public Supervised with(Component<PretrainingFramework> changed) {
        return new Supervised(changed);
    }

    /** A preset, which gives the values of options that are not set: {@code paper}, {@code small} or {@code tiny}. */
    public Supervised preset(String name) {
        return set("preset", name);
    }

    /** How often an epoch shows an example, each time changed in another way; 3 in DeiT. */
    public Supervised repeats(int times) {
        return set("repeats", times);
    }

    /** Strength of mixing pairs of pictures; 0: off. */
    public Supervised mixup(double alpha) {
        return set("mixup", alpha);
    }

    /** Strength of pasting a part of one picture into another; 0: off. */
    public Supervised cutmix(double alpha) {
        return set("cutmix", alpha);
    }

    /** Probability that is distributed over the wrong classes. */
    public Supervised labelSmoothing(double amount) {
        return set("label-smoothing", amount);
    }

    /** Magnitude of RandAugment, from 0 to 10; 0: off. */
    public Supervised randAugment(double magnitude) {
        return set("rand-augment", magnitude);
    }
}
