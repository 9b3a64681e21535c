package io.peco4j.nn.attack;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;

/**
 * The fast gradient sign method: one step of the whole bound (Goodfellow et al. 2014).
 *
 * @param bound largest change of a value, above 0
 */
public record Fgsm(double bound) implements Attack {

    /** @throws IllegalArgumentException if the bound is not positive */
    public Fgsm {
        AttackSteps.check(bound, bound, 1);
    }

    @Override
    public NDArray attack(UnaryOperator<NDArray> classifier, NDArray images, Aim aim) {
        try (NDArray gradient = InputGradient.of(classifier, images, aim.classes())) {
            return AttackSteps.step(images, images, gradient, bound * aim.sign(), bound);
        }
    }
}
