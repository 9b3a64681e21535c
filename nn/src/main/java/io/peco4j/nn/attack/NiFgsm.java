package io.peco4j.nn.attack;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;

/**
 * {@link MiFgsm} with Nesterov's momentum: the gradient is that of the place where the direction so far would lead (Lin
 * et al. 2019).
 *
 * @param bound largest change of a value, above 0
 * @param length of a step, above 0
 * @param steps above 0
 * @param decay what stays of the direction from step to step; 1 as a rule
 */
public record NiFgsm(double bound, double length, int steps, double decay) implements Attack {

    /** @throws IllegalArgumentException if a number is not positive; the decay may be 0 */
    public NiFgsm {
        MiFgsm.check(bound, length, steps, decay);
    }

    @Override
    public NDArray attack(UnaryOperator<NDArray> classifier, NDArray images, Aim aim) {
        double ahead = decay * length * aim.sign();
        return new MiFgsm(bound, length, steps, decay).attack(images, aim, (x, direction) -> {
            try (NDArray place = AttackSteps.ahead(x, direction, ahead)) {
                return InputGradient.of(classifier, place, aim.classes());
            }
        });
    }
}
