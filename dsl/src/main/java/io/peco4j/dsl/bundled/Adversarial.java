package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.dsl.builder.Configurable;
import io.peco4j.dsl.builder.Written;

/** The verdict of a patch discriminator on reconstructions: the objective {@code adversarial}. */
public record Adversarial(Component<CodebookObjective> component)
        implements Configurable<CodebookObjective, Adversarial> {
    /** With the factor of the term in the sum. */
    public static Adversarial of(double weight) {
        return new Adversarial(Written.component(CodebookObjective.class, "adversarial")).weight(weight);
    }

    @Override
    public Adversarial with(Component<CodebookObjective> changed) {
        return new Adversarial(changed);
    }

    /** The factor of the term in the sum. */
    public Adversarial weight(double weight) {
        return set("weight", weight);
    }

    /** What the discriminator minimises: {@code vanilla} or {@code hinge}. */
    public Adversarial loss(String loss) {
        return set("loss", loss);
    }

    /** Scales the weight by the gradients of the other distances at the decoder's last layer, as VQGAN does. */
    public Adversarial adaptive() {
        return set("generator-weight", "adaptive");
    }

    /** The optimiser step at which the objective begins, counted from 0. */
    public Adversarial startStep(long step) {
        return set("start-step", step);
    }

    /** Channels of the discriminator's first layer, and its layers that halve the resolution. */
    public Adversarial discriminator(int channels, int layers) {
        return set("channels", channels).set("layers", layers);
    }
}
