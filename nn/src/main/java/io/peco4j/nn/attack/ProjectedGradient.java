package io.peco4j.nn.attack;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.GradientMode;
import java.util.function.UnaryOperator;

/**
 * Projected gradient descent by any norm (Madry et al. 2017): steps of one length, brought back within the bound and
 * into [0, 1] after each. By {@link Norm#LARGEST}, {@link Pgd} is the same, and exact to the last bit.
 *
 * @param norm of steps and bound
 * @param bound of what is added to a picture, above 0
 * @param length of a step, above 0
 * @param steps above 0
 * @param cutFirst whether values are cut to [0, 1] before they are brought within the bound, as in CleverHans, and not
 *     only afterwards, as in torchattacks
 * @param start where it begins
 */
public record ProjectedGradient(
        Norm norm, double bound, double length, int steps, boolean cutFirst, StartingPoint start) implements Attack {

    /** @throws IllegalArgumentException if a number is not positive */
    public ProjectedGradient {
        AttackSteps.check(bound, length, steps);
    }

    /** One step of the whole bound: FGSM by any norm. */
    public static ProjectedGradient oneStep(Norm norm, double bound) {
        return new ProjectedGradient(norm, bound, bound, 1, true, StartingPoint.none());
    }

    @Override
    public NDArray attack(UnaryOperator<NDArray> classifier, NDArray images, Aim aim) {
        NDArray x = begun(images);
        for (int step = 0; step < steps; step++) {
            try (NDArray before = x;
                    NDArray gradient = InputGradient.of(classifier, before, aim.classes());
                    NDArray move = norm.steepest(gradient, length * aim.sign());
                    NDArray moved = GradientMode.off(() -> before.add(move));
                    NDArray cut = cutFirst ? AttackSteps.legal(moved) : moved.duplicate();
                    NDArray added = GradientMode.off(() -> cut.sub(images));
                    NDArray within = norm.within(added, bound)) {
                x = AttackSteps.sum(images, within);
            }
        }
        return x;
    }

    private NDArray begun(NDArray images) {
        try (NDArray added = start.added(images)) {
            return AttackSteps.sum(images, added);
        }
    }
}
