package io.peco4j.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.Dataset.Corrupt;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.train.ForwardingLearner;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.LocalSteps;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.nn.weights.SafetensorsFile;
import io.peco4j.nn.weights.WeightFile;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.train.TinyGang.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalTrainingTest {
    /** Eight steps of four virtual workers with four rows each: rounds of 3, 3 and 2. */
    private static final Recipe RECIPE = TinyLearner.recipe(4, 16, 2, 0.02, 0.5).withLocalSteps(LocalSteps.every(3, 4));

    private static final Points POINTS = new Points(35);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void anyNumberOfWorkersEndsWhereOneDoes(int workers) throws Exception {
        List<End> one = gang("one").train(1, POINTS, Listener.none(), i -> tiny());
        List<End> several = gang("several").train(workers, POINTS, Listener.none(), i -> tiny());

        assertThat(several).hasSize(workers).containsOnly(one.get(0));
        assertThat(checkpoint("several")).isEqualTo(checkpoint("one")).containsKey("virtual.3.optimizer.0.exp_avg.w1");
    }

    /** A portion that is gone leaves a virtual worker with less, not with another one's. */
    @Test
    void unreadableExamplesLeaveTheSameGapForAnyNumberOfWorkers() throws Exception {
        TinyGang.Holes holes = new TinyGang.Holes(POINTS);
        List<End> one = gang("one").train(1, holes, Listener.none(), i -> tiny());

        assertThat(gang("several").train(3, holes, Listener.none(), i -> tiny()))
                .containsOnly(one.get(0));
        assertThat(one.get(0).images()).isLessThan(8 * 16);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 6, 8})
    void aTrainingThatStopsAnywhereInARoundEndsInTheSameBytes(int step) throws Exception {
        List<End> expected = undisturbed().train(1, POINTS, Listener.none(), i -> tiny());
        assertThatThrownBy(() -> gang("run").train(3, POINTS, stopAt(step), i -> tiny()))
                .hasMessage("stopped");
        List<Long> from = new ArrayList<>();

        List<End> resumed = gang("run")
                .train(
                        2,
                        POINTS,
                        event -> {
                            if (event instanceof Event.StageStarted started) {
                                from.add(started.from());
                            }
                        },
                        i -> tiny());

        assertThat(from).containsExactly(step - 1L, step - 1L);
        assertThat(resumed).containsOnly(expected.get(0));
    }

    /** One step by plain gradient descent apart, and the mean of where it leads, is the step of the mean gradient. */
    @Test
    void roundsOfOneStepAreSynchronousGradientDescent() throws Exception {
        Recipe sgd = Recipe.sgd(RateSchedule.cosine(0.1))
                .withBetas(0, 0)
                .withEpochs(4)
                .withBatch(16)
                .withMicroBatch(2);
        Recipe local = sgd.withLocalSteps(LocalSteps.every(1, 4).withOuter(1, 0));
        End synchronous = gang("synchronous")
                .train(1, POINTS, Listener.none(), i -> new TinyLearner(sgd, 0.8, 0.5).withoutAverage())
                .get(0);
        End apart = gang("apart")
                .train(1, POINTS, Listener.none(), i -> new TinyLearner(local, 0.8, 0.5).withoutAverage())
                .get(0);

        synchronous.state().forEach((name, numbers) -> {
            List<Float> others = Objects.requireNonNull(apart.state().get(name));
            for (int i = 0; i < numbers.size(); i++) {
                assertThat(others.get(i)).as("%s, %d", name, i).isCloseTo(numbers.get(i), within(1e-6f));
            }
        });
        assertThat(apart.curves().keySet()).isEqualTo(synchronous.curves().keySet());
        assertThat(apart.curves().get("learning-rate"))
                .isEqualTo(synchronous.curves().get("learning-rate"));
    }

    /** Gradients that never change move every virtual worker by -0.1 a step: by hand, rounds of 2 and of 1. */
    @Test
    void outerStepsAreNesterovs() {
        Recipe recipe = Recipe.sgd(RateSchedule.constant(0.1))
                .withBetas(0, 0)
                .withWeightDecay(0)
                .withSteps(3)
                .withBatch(4)
                .withLocalSteps(LocalSteps.every(2, 2).withOuter(0.5, 0.8));
        TrainingPlan plan = new TrainingPlan(
                new StageInfo("abc", "tokenizer", "tiny", "tiny", 7), Corrupt.FAIL, folder, Duration.ofHours(1), 1);
        try (ScriptedLearner learner = new ScriptedLearner(recipe, new float[] {1, 2}, new float[] {-1, 0}, 0, 0)) {
            Trainer.train(learner, new Points(12), plan, Listener.none());

            // delta = 0.2, u = 0.2, moved by 0.5 (0.2 + 0.16); delta = 0.1, u = 0.26, moved by 0.5 (0.1 + 0.208)
            assertThat(learner.values("early")).containsExactly(new float[] {1 - 0.334f, 1 - 0.668f}, within(1e-6f));
            assertThat(learner.values("late")).containsExactly(new float[] {1 + 0.334f, 1}, within(1e-6f));
        }
    }

    /** A learner that only passes steps on has no hook of its own; what it adds to the state stays as it is. */
    @Test
    void constantsOfALearnerAroundAnotherAreNoReasonToRefuse() {
        Recipe recipe = Recipe.sgd(RateSchedule.constant(0.1)).withBatch(4).withLocalSteps(LocalSteps.every(2, 2));
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                ScriptedLearner learner = new ScriptedLearner(recipe, new float[] {1, 2}, new float[] {-1, 0}, 0, 0)) {
            record WithConstant(Learner learner, NDArray constant) implements ForwardingLearner {
                @Override
                public Map<String, NDArray> state() {
                    Map<String, NDArray> state = new TreeMap<>(learner.state());
                    state.put("constant", constant);
                    return state;
                }
            }
            LocalStepsCheck.check(new WithConstant(learner, manager.ones(new Shape(1))), 4);
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertRefused(i -> new TinyLearner(RECIPE, 1, 1), 1, "PECO-522", "average, count");
        assertRefused(i -> new TinyLearner(RECIPE.withBatch(18), 1, 1).withoutAverage(), 1, "PECO-523", "batch of 18");
        assertRefused(i -> new TinyLearner(RECIPE.withMicroBatch(3), 1, 1).withoutAverage(), 1, "PECO-523", "has 4 of");
        assertRefused(i -> tiny(), 5, "PECO-720", "at most 4 workers");
    }

    private void assertRefused(IntFunction<TinyLearner> learner, int workers, String code, String words) {
        assertThatThrownBy(() -> gang("refused").train(workers, POINTS, Listener.none(), learner))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(code)
                .hasMessageContaining(words);
    }

    private static TinyLearner tiny() {
        return new TinyLearner(RECIPE, 0.8, 0.5).withoutAverage();
    }

    private TinyGang gang(String name) throws IOException {
        return new TinyGang(Files.createDirectories(folder.resolve(name)), Duration.ZERO);
    }

    /** Without checkpoints, so that nobody looks between steps. */
    private TinyGang undisturbed() throws IOException {
        return new TinyGang(Files.createDirectories(folder.resolve("undisturbed")), Duration.ofHours(1));
    }

    private Map<String, List<Float>> checkpoint(String gang) {
        Map<String, List<Float>> numbers = new TreeMap<>();
        try (WeightFile file = SafetensorsFile.open(folder.resolve(gang).resolve("worker-0/checkpoint.safetensors"));
                NDManager manager = NDManager.newBaseManager("PyTorch")) {
            for (String name : file.tensors().keySet()) {
                try (NDArray tensor = file.read(name, manager)) {
                    numbers.put(name, TinyGang.numbers(tensor));
                }
            }
        }
        return numbers;
    }

    private static Listener stopAt(int step) {
        return event -> {
            if (event instanceof Event.StepDone done && done.step() == step) {
                throw new IllegalStateException("stopped");
            }
        };
    }
}
