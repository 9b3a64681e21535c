package io.peco4j.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.nn.parity.Gradients;
import io.peco4j.nn.parity.ParityCase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OptimiserTest {
    private static final AdamW.Settings USUAL = new AdamW.Settings(0.9, 0.999, 1e-8, 0.05);

    private final NDManager manager = NDManager.newBaseManager();

    @BeforeEach
    void evaluation() {
        JniUtils.setGradMode(false);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void adamWithGroupsAndSchedulesOfRateAndDecay() {
        ParityCase reference = ParityCase.load(manager, "optim_adamw_groups");
        Map<String, NDArray> weights = parameters(reference.under("w."));
        List<ParameterGroup> groups = List.of(
                new ParameterGroup("matrices", pick(weights, "W1", "W2"), 1.0, true),
                new ParameterGroup("biases", pick(weights, "b1", "b2"), 0.4, false));
        double[] rates = {0.02, 0.05, 0.04, 0.03, 0.01};
        double[] decays = {0.05, 0.06, 0.07, 0.08, 0.09};
        try (AdamW optimiser = new AdamW(manager, groups, new AdamW.Settings(0.9, 0.98, 1e-8, 0.05))) {
            for (int step = 0; step < 5; step++) {
                setGradients(weights, reference.under("in.grad." + step + "."));
                optimiser.step(rates[step], decays[step]);
                check(reference, "out." + step + ".", weights);
            }
            checkMoments(reference, optimiser);
        }
    }

    @Test
    void withoutWeightDecayItIsAdam() {
        ParityCase reference = ParityCase.load(manager, "optim_adam");
        Map<String, NDArray> weights = parameters(reference.under("w."));
        List<ParameterGroup> groups = List.of(new ParameterGroup("all", weights, 1, true));
        try (AdamW optimiser = new AdamW(manager, groups, new AdamW.Settings(0.5, 0.95, 1e-8, 0))) {
            for (int step = 0; step < 5; step++) {
                setGradients(weights, reference.under("in.grad." + step + "."));
                optimiser.step(0.02);
                check(reference, "out." + step + ".", weights);
            }
            checkMoments(reference, optimiser);
        }
    }

    /** The compiler is known to drop in-place operators on lists: every tensor must have changed, not only one. */
    @Test
    void aStepChangesEveryTensorAndEmptiesEveryGradient() {
        Map<String, NDArray> weights = new LinkedHashMap<>();
        for (int i = 0; i < 7; i++) {
            weights.put("p" + i, parameter(manager.ones(new Shape(2, i + 1))));
        }
        List<ParameterGroup> groups = List.of(new ParameterGroup("all", weights, 1, true));
        try (AdamW optimiser = new AdamW(manager, groups, USUAL)) {
            weights.values().forEach(weight -> setGradient(weight, weight.duplicate()));
            Map<String, NDArray> before = new LinkedHashMap<>();
            optimiser.state().forEach((name, array) -> before.put(name, array.duplicate()));
            optimiser.step(0.1);
            weights.forEach((name, weight) -> {
                assertThat(weight.max().getFloat()).as(name).isBetween(0.88f, 0.90f);
                assertThat(Gradients.take(weight).abs().max().getFloat())
                        .as(name)
                        .isZero();
            });
            assertThat(optimiser.state()).hasSize(21);
            optimiser
                    .state()
                    .forEach((name, array) -> assertThat(array).as(name).isNotEqualTo(Gradients.named(before, name)));
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
    void droppedGradientsDoNotReachAStep() {
        NDArray weight = parameter(manager.ones(new Shape(3)));
        try (AdamW optimiser = new AdamW(manager, group("w", weight), new AdamW.Settings(0.9, 0.999, 1e-8, 0))) {
            setGradient(weight, manager.create(new float[] {1, 2, 3}));
            optimiser.dropGradients();
            optimiser.step(0.1);
            assertThat(weight.toFloatArray()).containsOnly(1f);
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
    void clippingScalesAllGradientsByOneFactor() {
        ParityCase reference = ParityCase.load(manager, "optim_clip_grad");
        double[] bounds = {1, 100};
        for (int run = 0; run < bounds.length; run++) {
            Map<String, NDArray> gradients = reference.under("in.grad.");
            Map<String, NDArray> weights = new LinkedHashMap<>();
            gradients.forEach((name, gradient) -> weights.put(name, parameter(gradient.zerosLike())));
            setGradients(weights, gradients);
            NDArray norm =
                    new ClipNorm(List.of(new ParameterGroup("all", weights, 1, true))).clip(manager, bounds[run]);
            reference.check("out.norm", norm);
            String key = "out.clip_" + run + ".";
            weights.forEach((name, weight) -> reference.check(key + name, Gradients.take(weight)));
        }
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

    private static void checkMoments(ParityCase reference, AdamW optimiser) {
        reference
                .under("out.4.state.")
                .keySet()
                .forEach(name -> reference.check("out.4.state." + name, Gradients.named(optimiser.state(), name)));
    }

    private static void check(ParityCase reference, String prefix, Map<String, NDArray> weights) {
        weights.forEach((name, weight) -> reference.check(prefix + name, weight));
    }

    private static void setGradients(Map<String, NDArray> weights, Map<String, NDArray> gradients) {
        weights.forEach((name, weight) -> setGradient(weight, Gradients.named(gradients, name)));
    }

    /** Through a backward pass, as in training. */
    private static void setGradient(NDArray weight, NDArray gradient) {
        Gradients.backward(() -> weight.mul(gradient).sum(), weight.getManager().create(1f));
    }

    private List<ParameterGroup> group(String name, NDArray parameter) {
        return List.of(new ParameterGroup("all", Map.of(name, parameter), 1, true));
    }

    private static Map<String, NDArray> pick(Map<String, NDArray> weights, String... names) {
        Map<String, NDArray> chosen = new LinkedHashMap<>();
        for (String name : names) {
            chosen.put(name, Gradients.named(weights, name));
        }
        return chosen;
    }

    private static Map<String, NDArray> parameters(Map<String, NDArray> weights) {
        weights.values().forEach(OptimiserTest::parameter);
        return weights;
    }

    private static NDArray parameter(NDArray array) {
        array.setRequiresGradient(true);
        return array;
    }
}
