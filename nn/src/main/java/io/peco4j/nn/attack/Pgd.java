package io.peco4j.nn.attack;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Projected gradient descent: the steps of {@link Bim} from a random place within the bound (Madry et al. 2017).
 *
 * @param bound largest change of a value, above 0
 * @param length of a step, above 0
 * @param steps above 0
 * @param scatter how much of the bound the random start uses: 1 as a rule; 0 starts at the pictures themselves, as
 *     {@link Bim} does
 * @param random of the start
 */
public record Pgd(double bound, double length, int steps, double scatter, RandomGenerator random) implements Attack {

    /** @throws IllegalArgumentException if a number is not positive, or the scatter not in [0, 1] */
    public Pgd {
        AttackSteps.check(bound, length, steps);
        if (!(scatter >= 0 && scatter <= 1)) {
            throw new IllegalArgumentException("a random start with " + scatter + " of the bound");
        }
    }

    @Override
    public NDArray attack(UnaryOperator<NDArray> classifier, NDArray images, Aim aim) {
        NDArray start = AttackSteps.scatter(images, scatter * bound, random);
        return new Bim(bound, length, steps).from(start, classifier, images, aim);
    }
}
