package io.peco4j.nn.attack;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Initial;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.loss.Losses;
import io.peco4j.nn.transformer.Linear;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What every attack promises, on a linear classifier, whose loss rises with every step along the gradient's sign. */
final class AttackTest {
    @Property(tries = 25)
    void staysWithinItsBoundAndMovesTheLossTheRightWay(
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0.01, max = 0.3) double bound,
            @ForAll @IntRange(min = 1, max = 4) int steps) {
        GradientMode.turnOn();
        try (NDManager manager = NDManager.newBaseManager()) {
            StandaloneContext context = new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(seed));
            Linear linear = new Linear(context, Initial.of(context).normal(1, 5, 48), true);
            UnaryOperator<NDArray> classifier =
                    x -> linear.forward(x.reshape(x.getShape().get(0), -1), false);
            NDArray images = Initial.of(context).uniform(0.5, 3, 3, 4, 4).addi(0.5);
            NDArray before = images.duplicate();
            NDArray labels = manager.create(new long[] {0, 3, 4});
            float clean = Losses.crossEntropy(classifier.apply(images), labels).getFloat();
            for (Attack attack : List.of(
                    new Fgsm(bound),
                    new Bim(bound, bound / 2, steps),
                    new MiFgsm(bound, bound / 2, steps, 1),
                    new Pgd(bound, bound, steps + 1, 0.5, new SplittableRandom(seed)))) {
                NDArray away = attack.attack(classifier, images, Aim.awayFrom(labels));
                NDArray towards = attack.attack(classifier, images, Aim.towards(labels));
                for (NDArray attacked : List.of(away, towards)) {
                    assertThat(farthest(attacked.toFloatArray(), images.toFloatArray()))
                            .as("the farthest that a value moved, exactly")
                            .isLessThanOrEqualTo(bound);
                    assertThat(attacked.min().getFloat()).isGreaterThanOrEqualTo(0);
                    assertThat(attacked.max().getFloat()).isLessThanOrEqualTo(1);
                }
                assertThat(loss(classifier, away, labels)).isGreaterThan(clean);
                assertThat(loss(classifier, towards, labels)).isLessThan(clean);
            }
            assertThat(images).isEqualTo(before);
            assertThat(linear.weight().getGradient().abs().max().getFloat()).isZero();
            assertThat(GradientMode.isOn()).isTrue();
        }
    }

    @Example
    void aRandomStartIsAFunctionOfItsSourceAndLeavesTheEnginesGeneratorAlone() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray images = manager.full(new Shape(1, 3, 2, 2), 0.5f);
            JniUtils.setSeed(3);
            NDArray one = AttackSteps.scatter(images, 0.1, new SplittableRandom(1));
            float drawn = manager.randomUniform(0, 1, new Shape(1)).getFloat();
            JniUtils.setSeed(3);
            assertThat(manager.randomUniform(0, 1, new Shape(1)).getFloat()).isEqualTo(drawn);
            assertThat(AttackSteps.scatter(images, 0.1, new SplittableRandom(1)))
                    .isEqualTo(one);
            assertThat(AttackSteps.scatter(images, 0.1, new SplittableRandom(2)))
                    .isNotEqualTo(one);
            assertThat(Bim.of(4 / 255.0, 1 / 255.0).steps()).isEqualTo(5);
            assertThat(Bim.of(16 * (1 / 255.0), 1 / 255.0).steps()).isEqualTo(20);
        }
    }

    private static double farthest(float[] values, float[] origins) {
        double farthest = 0;
        for (int i = 0; i < values.length; i++) {
            farthest = Math.max(farthest, Math.abs((double) values[i] - (double) origins[i]));
        }
        return farthest;
    }

    private static float loss(UnaryOperator<NDArray> classifier, NDArray images, NDArray labels) {
        return Losses.crossEntropy(classifier.apply(images), labels).getFloat();
    }
}
