package io.peco4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Split;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Objective;
import io.peco4j.conformance.workbench.Drill;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules LRN-01 to LRN-19, for learners of components of any kind. Without a learner, they do not apply. */
public interface LearnerRules extends PreparationRules, WorkerRules {
    /** Whether its loss falls on a batch that is always the same: {@link Ability#LEARNS_ONE_BATCH}. */
    boolean learnsOneBatch();

    /** Whether the component has parameters of its own among what is trained; a learner of its own has. */
    default boolean trainsItself() {
        return true;
    }

    /** Steps within which the loss on one batch falls, and the learning rate of them. */
    default int stepsToLearn() {
        return 40;
    }

    @Test
    @Rule("LRN-01")
    default void objectivesAndGroupsAreTheSameAtEveryCall() {
        with(learner -> {
            assertThat(learner.objectives())
                    .as("a learner has at least one objective")
                    .isNotEmpty();
            assertThat(learner.objectives())
                    .extracting(Objective::name)
                    .as("objectives go by different names")
                    .doesNotHaveDuplicates();
            assertThat(learner.repeats())
                    .as("how often an epoch shows an example, asked for twice: at least once")
                    .isPositive()
                    .isEqualTo(learner.repeats());
            for (int i = 0; i < learner.objectives().size(); i++) {
                assertThat(Readings.layout(learner.objectives().get(i)))
                        .as("the groups of an objective, asked for twice")
                        .isEqualTo(Readings.layout(learner.objectives().get(i)));
            }
        });
    }

    @Test
    @Rule("LRN-02")
    default void everyTrainedTensorIsOnceInItsObjectiveAndInTheState() {
        Applies.onlyIf(trainsItself(), "it trains nothing of its own");
        with(learner -> {
            Set<NDArray> state = identities(learner.state().values());
            for (Objective objective : learner.objectives()) {
                List<Map.Entry<String, NDArray>> trained = trained(objective);
                assertThat(trained).as("parameters of " + objective.name()).isNotEmpty();
                assertThat(identities(trained.stream().map(Map.Entry::getValue).toList()))
                        .as("a tensor is in one group of an objective only")
                        .hasSameSizeAs(trained);
                for (Map.Entry<String, NDArray> parameter : trained) {
                    assertThat(state.contains(parameter.getValue()))
                            .as("the state holds the trained tensor " + parameter.getKey() + " itself, not a copy")
                            .isTrue();
                    assertThat(parameter.getValue().hasGradient())
                            .as("the parameter " + parameter.getKey() + " gathers gradients")
                            .isTrue();
                }
            }
        });
    }

    @Test
    @Rule("LRN-03")
    default void lossesAreFiniteScalars() {
        drill((learner, drill) -> {
            for (Objective objective : learner.objectives()) {
                assertThat(drill.loss(objective, Readings::scalars))
                        .as("loss and metrics of " + objective.name() + ": float32 scalars, finite")
                        .allSatisfy((name, value) -> assertThat(value).as(name).isFinite());
            }
        });
    }

    @Test
    @Rule("LRN-04")
    default void gradientsReachEveryTrainedParameter() {
        Applies.onlyIf(trainsItself(), "it trains nothing of its own");
        drill((learner, drill) -> {
            Set<String> without = new TreeSet<>();
            learner.objectives().forEach(objective -> trained(objective).forEach(p -> without.add(p.getKey())));
            // Some parameters, such as those before a layer that starts at zero, need a few steps.
            for (int step = 0; step < 3 && !without.isEmpty(); step++) {
                for (Objective objective : learner.objectives()) {
                    drill.zero();
                    drill.backward(objective);
                    trained(objective).stream()
                            .filter(p -> Drill.gradient(p.getValue()) > 0)
                            .forEach(p -> without.remove(p.getKey()));
                }
                drill.step();
            }
            assertThat(without)
                    .as("trained parameters that no gradient reaches in three steps")
                    .isEmpty();
        });
    }

    @Test
    @Rule("LRN-05")
    default void gradientsReachNothingElse() {
        Applies.onlyIf(trainsItself(), "it trains nothing of its own");
        drill((learner, drill) -> {
            Set<NDArray> trained = Collections.newSetFromMap(new IdentityHashMap<>());
            learner.objectives().forEach(objective -> trained(objective).forEach(p -> trained.add(p.getValue())));
            drill.zero();
            learner.objectives().forEach(drill::backward);
            assertThat(learner.state().entrySet().stream()
                            .filter(tensor -> !trained.contains(tensor.getValue()))
                            .filter(tensor -> Drill.gradient(tensor.getValue()) > 0)
                            .map(Map.Entry::getKey))
                    .as("tensors that nothing trains and that a gradient reaches: codebooks, teachers, frozen networks")
                    .isEmpty();
        });
    }

    @Test
    @Rule("LRN-06")
    default void trainingLowersTheLossOfOneBatch() {
        Applies.onlyIf(learnsOneBatch(), "its loss does not fall on one batch, says lacks()");
        drill((learner, drill) -> {
            List<Double> losses = drill.steps(stepsToLearn());
            int some = Math.max(1, losses.size() / 8);
            assertThat(mean(losses.subList(losses.size() - some, losses.size())))
                    .as("the loss of one batch after " + losses.size() + " steps, against that of the first steps")
                    .isLessThan(mean(losses.subList(0, some)));
        });
    }

    @Test
    @Rule("LRN-07")
    default void trainingResumesInTheSameBytes() {
        try (Trainee one = trainee(1);
                Trainee two = trainee(2);
                Drill straight = drill(one.learner());
                Drill resumed = drill(two.learner())) {
            straight.steps(2);
            resumed.continueFrom(straight);
            straight.steps(2);
            resumed.steps(2);
            Map<String, List<Float>> expected = Drill.numbers(one.learner().state());
            assertThat(Drill.differing(expected, Drill.numbers(two.learner().state())))
                    .as("tensors that differ after two steps, a resume in a fresh learner, and two more steps")
                    .isEmpty();
        }
    }

    @Test
    @Rule("LRN-08")
    default void preparationIsAFunctionOfExampleAndGenerator() {
        // What is tested is known on this thread alone.
        Split split = trainingSplit();
        with(learner -> {
            List<CompletableFuture<String>> concurrent = IntStream.range(0, 16)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> prepared(learner, split, i % 4)))
                    .toList();
            for (int i = 0; i < concurrent.size(); i++) {
                assertThat(concurrent.get(i).join())
                        .as("an example prepared on another thread with an equal generator")
                        .isEqualTo(prepared(learner, split, i % 4));
            }
        });
    }

    @Test
    @Rule("LRN-09")
    default void lossesFollowFromRowsStateAndSeeds() {
        drill((learner, drill) -> {
            // At the start a teacher equals what it follows, and moving it does nothing.
            drill.steps(2);
            for (Objective objective : learner.objectives()) {
                assertThat(drill.loss(objective, Readings::figures))
                        .as("the loss of " + objective.name() + ", computed again from equal rows, state and seeds")
                        .isEqualTo(drill.loss(objective, Readings::figures));
            }
        });
    }

    @Test
    @Rule("LRN-10")
    default void lossesLeaveTrainedParametersAsTheyAre() {
        Applies.onlyIf(trainsItself(), "it trains nothing of its own");
        drill((learner, drill) -> {
            Map<String, NDArray> trained = new LinkedHashMap<>();
            learner.objectives()
                    .forEach(objective -> trained(objective)
                            .forEach(p -> trained.put(objective.name() + "." + p.getKey(), p.getValue())));
            Map<String, List<Float>> before = Drill.numbers(trained);
            learner.objectives().forEach(drill::backward);
            assertThat(Drill.differing(before, Drill.numbers(trained)))
                    .as("trained parameters that a loss changed: moving them is the optimiser's work")
                    .isEmpty();
        });
    }

    @Test
    @Rule("LRN-11")
    default void stepsLeaveNothingBehind() {
        try (Trainee trainee = trainee(1);
                Drill drill = drill(trainee.learner())) {
            drill.steps(3);
            int before = arrays(trainee);
            drill.steps(4);
            assertThat(arrays(trainee))
                    .as("tensors that the component's manager owns after four more steps")
                    .isLessThanOrEqualTo(before);
        }
    }

    @Test
    @Rule("LRN-12")
    default void namesAndShapesFollowFromTheOptions() {
        Applies.onlyIf(trainsItself(), "it trains nothing of its own");
        try (Trainee one = trainee(1);
                Trainee two = trainee(2)) {
            assertThat(Readings.shapes(two.learner().state()))
                    .as("names and shapes of the state, made from equal options and another seed, in the same order")
                    .isEqualTo(Readings.shapes(one.learner().state()));
        }
    }

    @Test
    @Rule("LRN-13")
    default void lossesDoNotReadUnwrittenMemory() {
        drill((learner, drill) -> {
            for (Objective objective : learner.objectives()) {
                Unwritten.check(
                        "loss and gradients of " + objective.name(),
                        drill.manager(),
                        pause -> gradients(drill, objective, pause));
            }
        });
    }

    @Test
    @Rule("LRN-15")
    default void activationsAreUnknownOrTakeMemoryAndStayAsTheyAre() {
        drill((learner, drill) -> {
            double bytes = learner.activationBytesPerExample();
            assertThat(Double.isNaN(bytes) || (bytes > 0 && bytes < Double.POSITIVE_INFINITY))
                    .as(
                            "bytes of activations per example, %s, are NaN, which is unknown, or positive and finite",
                            bytes)
                    .isTrue();
            drill.steps(1);
            // As objects: of NaN, no primitive is equal to another.
            assertThat(Double.valueOf(learner.activationBytesPerExample()))
                    .as("bytes of activations per example after a step, and before it")
                    .isEqualTo(Double.valueOf(bytes));
        });
    }

    private static Map<String, List<Float>> gradients(Drill drill, Objective objective, Runnable pause) {
        drill.zero();
        double loss = drill.backward(objective, pause);
        Map<String, List<Float>> numbers = new LinkedHashMap<>(Map.of("loss", List.of((float) loss)));
        for (Map.Entry<String, NDArray> parameter : trained(objective)) {
            try (NDArray gradient = parameter.getValue().getGradient()) {
                numbers.putAll(Drill.numbers(Map.of("gradient of " + parameter.getKey(), gradient)));
            }
        }
        return numbers;
    }

    private Drill drill(Learner learner) {
        return new Drill(learner, trainingSplit(), ROWS, learningRate());
    }

    private void with(Consumer<Learner> test) {
        try (Trainee trainee = trainee(1)) {
            test.accept(trainee.learner());
        }
    }

    private void drill(BiConsumer<Learner, Drill> test) {
        with(learner -> {
            try (Drill drill = drill(learner)) {
                test.accept(learner, drill);
            }
        });
    }

    private static String prepared(Learner learner, Split split, int index) {
        Example example = split.example(index);
        return Readings.rowText(learner.preparation().prepare(example, new SplittableRandom(index)));
    }

    private static int arrays(Trainee trainee) {
        return trainee.manager().getManagedArrays().size();
    }

    private static List<Map.Entry<String, NDArray>> trained(Objective objective) {
        List<Map.Entry<String, NDArray>> all = new ArrayList<>();
        objective.groups().forEach(group -> all.addAll(group.parameters().entrySet()));
        return all;
    }

    private static Set<NDArray> identities(Iterable<NDArray> tensors) {
        Set<NDArray> set = Collections.newSetFromMap(new IdentityHashMap<>());
        tensors.forEach(set::add);
        return set;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
