package io.peco4j.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.parity.Gradients;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class OptimiserTest {
    private static final AdamW.Settings USUAL = new AdamW.Settings(0.9, 0.999, 1e-8, 0.05);

    private final NDManager manager = NDManager.newBaseManager();

    @BeforeEach
    void evaluation() {
        GradientMode.turnOff();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of((Make) (manager, groups) -> new AdamW(manager, groups, USUAL), 3),
                Arguments.of((Make) (manager, groups) -> new Adam(manager, groups, USUAL), 3),
                Arguments.of((Make) (manager, groups) -> new Sgd(manager, groups, new Sgd.Settings(0.9, true, 0)), 1),
                Arguments.of((Make) (manager, groups) -> new Sgd(manager, groups, new Sgd.Settings(0, false, 0)), 0),
                Arguments.of(
                        (Make) (manager, groups) -> new Lars(manager, groups, new Lars.Settings(0.9, 0.05, 0)), 1));
    }

    @FunctionalInterface
    private interface Make {
        Optimizer make(NDManager manager, List<ParameterGroup> groups);
    }

    /** The compiler is known to drop in-place operators on lists: every tensor must have changed, not only one. */
    @ParameterizedTest
    @MethodSource("kinds")
    void aStepChangesEveryTensorAndEmptiesEveryGradient(Make make, int buffers) {
        Map<String, NDArray> weights = new LinkedHashMap<>();
        for (int i = 0; i < 7; i++) {
            weights.put("p" + i, parameter(manager.ones(i % 2 == 0 ? new Shape(2, i + 1) : new Shape(i + 1))));
        }
        List<ParameterGroup> groups = List.of(new ParameterGroup("all", weights, 1, true));
        try (Optimizer optimiser = make.make(manager, groups)) {
            weights.values().forEach(weight -> setGradient(weight, weight.duplicate()));
            Map<String, NDArray> before = new LinkedHashMap<>();
            optimiser.state().forEach((name, array) -> before.put(name, array.duplicate()));
            optimiser.step(0.1);
            weights.forEach((name, weight) -> {
                assertThat(weight.max().getFloat()).as(name).isBetween(0.8f, 0.996f);
                assertThat(Gradients.take(weight).abs().max().getFloat())
                        .as(name)
                        .isZero();
            });
            assertThat(optimiser.state()).hasSize(7 * buffers);
            optimiser
                    .state()
                    .forEach((name, array) -> assertThat(array).as(name).isNotEqualTo(Gradients.named(before, name)));
        }
    }

    @Test
    void withoutMomentumAStepIsTheGradientAndTheDecay() {
        NDArray weight = parameter(manager.create(new float[] {1, 2, 4}));
        try (Sgd sgd = new Sgd(manager, group("w", weight), new Sgd.Settings(0, false, 0.5))) {
            setGradient(weight, manager.create(new float[] {8, 0, -8}));
            sgd.step(0.25);
            assertThat(weight.toFloatArray()).containsExactly(-1.125f, 1.75f, 5.5f);
        }
    }

    @Test
    void whereThereIsNothingToScaleByLarsIsPlain() {
        NDArray zero = parameter(manager.zeros(new Shape(2, 2)));
        NDArray still = parameter(manager.ones(new Shape(2, 2)));
        List<ParameterGroup> groups = List.of(new ParameterGroup("all", Map.of("zero", zero, "still", still), 1, true));
        try (Lars lars = new Lars(manager, groups, new Lars.Settings(0.9, 0.001, 0))) {
            setGradient(zero, manager.ones(zero.getShape()));
            lars.step(0.5);
            assertThat(zero.toFloatArray()).containsOnly(-0.5f);
            assertThat(still.toFloatArray()).containsOnly(1f);
        }
    }

    @Test
    void restoredStateContinuesToTheSameBytes() {
        NDArray one = parameter(manager.arange(6f));
        NDArray other = parameter(manager.arange(6f));
        try (AdamW first = new AdamW(manager, group("w", one), USUAL);
                AdamW second = new AdamW(manager, group("w", other), USUAL)) {
            stepWith(first, one, 0.3f);
            other.muli(0).addi(one);
            second.state().forEach((name, array) -> array.muli(0).addi(Gradients.named(first.state(), name)));
            stepWith(first, one, -0.7f);
            stepWith(second, other, -0.7f);
            assertThat(other.toFloatArray()).isEqualTo(one.toFloatArray());
        }
    }

    @Test
    void aParameterThatNoBackwardPassReachedOnlyDecays() {
        NDArray weight = parameter(manager.ones(new Shape(3)));
        try (AdamW optimiser = new AdamW(manager, group("w", weight), USUAL)) {
            optimiser.step(0.1);
            assertThat(weight.toFloatArray()).containsOnly((float) (1 - 0.1 * 0.05));
        }
    }

    /**
     * All of an odd number of tensors, of several shapes: the compiler is known to drop in-place operators on lists.
     */
    @Test
    void clippingEachScalesTheGradientsThatAreTooLong() {
        Map<String, NDArray> weights = new LinkedHashMap<>();
        for (int i = 0; i < 5; i++) {
            weights.put("p" + i, parameter(manager.ones(i % 2 == 0 ? new Shape(2, i + 1) : new Shape(i + 1))));
        }
        weights.values().forEach(weight -> setGradient(weight, weight.duplicate()));
        double bound = 2;
        NDArray norms = new ClipEach(List.of(new ParameterGroup("all", weights, 1, true))).clip(manager, bound);
        int i = 0;
        for (NDArray weight : weights.values()) {
            double norm = Math.sqrt(weight.size());
            assertThat((double) norms.getFloat(i++)).isCloseTo(norm, within(1e-6));
            float expected = (float) Math.min(1, bound / norm);
            assertThat(Gradients.take(weight).toFloatArray()).containsOnly(new float[] {expected}, within(1e-5f));
        }
    }

    @Test
    void aGroupThatHasNotStartedKeepsItsStateAndLosesItsGradient() {
        NDArray early = parameter(manager.ones(new Shape(2)));
        NDArray late = parameter(manager.ones(new Shape(2)));
        NDArray fresh = parameter(manager.ones(new Shape(2)));
        List<ParameterGroup> groups =
                List.of(group("early", early).get(0), group("late", late).get(0).startingAt(2));
        try (AdamW optimiser = new AdamW(manager, groups, USUAL);
                AdamW other = new AdamW(manager, group("fresh", fresh), USUAL)) {
            for (int epoch = 0; epoch < 2; epoch++) {
                setGradient(early, manager.ones(new Shape(2)));
                setGradient(late, manager.full(new Shape(2), Float.NaN));
                optimiser.step(0.1, 0.05, epoch);
                assertThat(late.toFloatArray()).containsOnly(1);
                assertThat(Gradients.take(late).toFloatArray()).containsOnly(0);
            }
            assertThat(early.toFloatArray()[0]).isLessThan(0.9f);
            setGradient(late, manager.create(new float[] {2, -3}));
            setGradient(fresh, manager.create(new float[] {2, -3}));
            optimiser.step(0.1, 0.05, 2);
            other.step(0.1, 0.05);
            assertThat(late.toFloatArray()).isEqualTo(fresh.toFloatArray()).doesNotContain(1);
        }
    }

    @Test
    void twoParametersOfOneNameAreRefused() {
        NDArray weight = parameter(manager.ones(new Shape(3)));
        List<ParameterGroup> groups = List.of(
                new ParameterGroup("a", Map.of("w", weight), 1, true),
                new ParameterGroup("b", Map.of("w", weight), 1, true));
        assertThatThrownBy(() -> new AdamW(manager, groups, USUAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exp_avg.w");
    }

    @Test
    void averagesFollowTensorByTensor() {
        NDArray near = manager.create(new float[] {0, 4});
        NDArray far = manager.create(new float[] {8});
        Map<String, NDArray> teacher = Map.of("a", near, "b", far);
        Map<String, NDArray> student = Map.of(
                "b", parameter(manager.zeros(far.getShape())),
                "a", parameter(manager.create(new float[] {4, 0})),
                "c", near);
        new MovingAverage(manager, teacher, student).update(0.75);
        assertThat(near.toFloatArray()).containsExactly(1, 3);
        assertThat(far.toFloatArray()).containsExactly(6);
        assertThatThrownBy(() -> new MovingAverage(manager, student, teacher)).hasMessageContaining("no c");
    }

    private static void stepWith(AdamW optimiser, NDArray weight, float gradient) {
        setGradient(weight, weight.onesLike().mul(gradient));
        optimiser.step(0.01);
    }

    /** Through a backward pass, as in training. */
    private static void setGradient(NDArray weight, NDArray gradient) {
        Gradients.backward(() -> weight.mul(gradient).sum(), weight.getManager().create(1f));
    }

    private List<ParameterGroup> group(String name, NDArray parameter) {
        return List.of(new ParameterGroup("all", Map.of(name, parameter), 1, true));
    }

    private static NDArray parameter(NDArray array) {
        array.setRequiresGradient(true);
        return array;
    }
}
