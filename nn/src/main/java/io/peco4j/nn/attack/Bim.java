package io.peco4j.nn.attack;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;

/**
 * The basic iterative method: small steps along the sign of the gradient, cut to the bound after each (Kurakin et al.
 * 2016).
 *
 * @param bound largest change of a value, above 0
 * @param length of a step, above 0
 * @param steps above 0
 */
public record Bim(double bound, double length, int steps) implements Attack {

    /** @throws IllegalArgumentException if a number is not positive */
    public Bim {
        AttackSteps.check(bound, length, steps);
    }

    /**
     * The attack of the paper: as many steps as {@code min(bound + 4, 1.25 bound)} says, rounded down, with the bound
     * in levels of 8 bits. A bound within a millionth of whole levels counts as whole.
     *
     * @throws IllegalArgumentException if a number is not positive, or the bound so small that no step is left
     */
    public static Bim of(double bound, double length) {
        double exact = 255 * bound;
        // 4 / 255 times 255 may be a little less than 4, and rounding down would lose a step.
        double levels = Math.abs(exact - Math.rint(exact)) < 1e-6 ? Math.rint(exact) : exact;
        return new Bim(bound, length, (int) Math.min(levels + 4, 1.25 * levels));
    }

    @Override
    public NDArray attack(UnaryOperator<NDArray> classifier, NDArray images, Aim aim) {
        return from(images.duplicate(), classifier, images, aim);
    }

    /** The same from another start, which is closed. */
    NDArray from(NDArray start, UnaryOperator<NDArray> classifier, NDArray images, Aim aim) {
        NDArray x = start;
        for (int step = 0; step < steps; step++) {
            try (NDArray before = x;
                    NDArray gradient = InputGradient.of(classifier, before, aim.classes())) {
                x = AttackSteps.step(before, images, gradient, length * aim.sign(), bound);
            }
        }
        return x;
    }
}
