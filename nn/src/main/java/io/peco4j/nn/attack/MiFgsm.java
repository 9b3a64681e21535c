package io.peco4j.nn.attack;

import ai.djl.ndarray.NDArray;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * The momentum iterative method: steps along the sign of a sum of normalised gradients (Dong et al. 2017). A gradient
 * is divided by its mean absolute value; the paper's sum differs by a constant, which changes no sign.
 *
 * @param bound largest change of a value, above 0
 * @param length of a step, above 0
 * @param steps above 0
 * @param decay what stays of the direction from step to step; 1 as a rule
 */
public record MiFgsm(double bound, double length, int steps, double decay) implements Attack {

    /** @throws IllegalArgumentException if a number is not positive; the decay may be 0 */
    public MiFgsm {
        check(bound, length, steps, decay);
    }

    static void check(double bound, double length, int steps, double decay) {
        AttackSteps.check(bound, length, steps);
        if (!(decay >= 0)) {
            throw new IllegalArgumentException("a momentum of " + decay);
        }
    }

    @Override
    public NDArray attack(UnaryOperator<NDArray> classifier, NDArray images, Aim aim) {
        return attack(images, aim, (x, direction) -> InputGradient.of(classifier, x, aim.classes()));
    }

    /**
     * The same with another gradient.
     *
     * @param gradients of pictures so far, and the direction so far
     */
    NDArray attack(NDArray images, Aim aim, BinaryOperator<NDArray> gradients) {
        NDArray x = images.duplicate();
        NDArray direction = images.zerosLike();
        for (int step = 0; step < steps; step++) {
            try (NDArray before = x;
                    NDArray last = direction;
                    NDArray gradient = gradients.apply(before, last)) {
                direction = AttackSteps.momentum(gradient, last, decay);
                x = AttackSteps.step(before, images, direction, length * aim.sign(), bound);
            }
        }
        direction.close();
        return x;
    }
}
