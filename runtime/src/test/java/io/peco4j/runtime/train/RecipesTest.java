package io.peco4j.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.peco4j.api.data.Dataset.Corrupt;
import io.peco4j.api.train.Clipping;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Warmup;
import io.peco4j.api.train.WeightDecay;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.record.StageRecord.Point;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a recipe makes of gradients that are known; 37 examples in batches of 16 are two steps an epoch. */
final class RecipesTest {
    private static final StageInfo STAGE = new StageInfo("abc", "tokenizer", "tiny", "tiny", 7);
    private static final Recipe PLAIN = Recipe.sgd(RateSchedule.constant(1))
            .withBatch(16)
            .withWeightDecay(0)
            .withBetas(0, 0);
    private static final float[] LONG = {3, 4};
    private static final float[] SHORT = {0.3f, 0.4f};

    @TempDir
    Path folder;

    @Test
    void clippingEachBoundsOneGradientAndLeavesTheOther() {
        Recipe each = PLAIN.withSteps(1).withClipping(Clipping.each(1));
        try (ScriptedLearner learner = new ScriptedLearner(each, LONG, SHORT, 0, 0)) {
            TrainingResult result = train(learner, Listener.none());

            assertThat(learner.values("early")).containsExactly(new float[] {0.4f, 0.2f}, within(1e-6f));
            assertThat(learner.values("late")).containsExactly(new float[] {0.7f, 0.6f}, within(1e-6f));
            assertThat(curve(result, "gradient-norm")).containsExactly(new double[] {Math.sqrt(25.25)}, within(1e-6));
        }
    }

    @Test
    void theGlobalNormIsThatOfWhatHasStarted() {
        Recipe together = PLAIN.withSteps(3).withClipping(Clipping.global(1));
        try (ScriptedLearner learner = new ScriptedLearner(together, new float[] {0, 2}, LONG, 0, 1)) {
            TrainingResult result = train(learner, Listener.none());

            double both = Math.sqrt(29);
            assertThat(curve(result, "gradient-norm")).containsExactly(new double[] {2, 2, both}, within(1e-6));
            assertThat(learner.values("early"))
                    .containsExactly(new float[] {1, (float) (1 - 1 - 1 - 2 / both)}, within(1e-5f));
            assertThat(learner.values("late"))
                    .containsExactly(new float[] {(float) (1 - 3 / both), (float) (1 - 4 / both)}, within(1e-5f));
        }
    }

    /** Adam's first step is as long as the rate, whatever the gradient; a later one of a changing gradient is not. */
    @Test
    void aGroupThatStartsLateStartsAfresh() {
        Recipe adam = Recipe.adamW(RateSchedule.constant(0.25)).withBatch(16).withSteps(3);
        try (ScriptedLearner learner = new ScriptedLearner(adam, LONG, SHORT, 0, 1)) {
            train(learner, event -> {
                if (event instanceof Event.StepDone done && done.step() == 2) {
                    assertThat(learner.values("late")).containsExactly(1, 1);
                    assertThat(learner.values("early")[0]).isLessThan(0.6f);
                }
            });
            float expected = 1 - 0.25f * 0.05f - 0.25f;
            assertThat(learner.values("late")).containsExactly(new float[] {expected, expected}, within(1e-6f));
        }
    }

    @Test
    void whereNothingHasStartedNothingMoves() {
        Recipe decaying = PLAIN.withSteps(3).withWeightDecay(0.5);
        try (ScriptedLearner learner = new ScriptedLearner(decaying, LONG, LONG, 2, 1)) {
            TrainingResult result = train(learner, Listener.none());

            assertThat(curve(result, "gradient-norm")).containsExactly(new double[] {0, 0, 5}, within(1e-6));
            assertThat(learner.values("early")).containsExactly(1, 1);
            assertThat(learner.values("late")).containsExactly(1 - 3 - 0.5f, 1 - 4 - 0.5f);
        }
    }

    @Test
    void weightDecayFollowsItsCosine() {
        Recipe decaying = PLAIN.withEpochs(2).withWeightDecay(WeightDecay.between(0.04, 0.4));
        try (ScriptedLearner learner = new ScriptedLearner(decaying, new float[2], new float[2], 0, 0)) {
            TrainingResult result = train(learner, Listener.none());

            double[] decays = {0.04, 0.4 - 0.18 * (1 + Math.sqrt(0.5)), 0.22, 0.4 - 0.18 * (1 - Math.sqrt(0.5))};
            assertThat(curve(result, "weight-decay")).containsExactly(decays, within(1e-9));
            double left = 1;
            for (double decay : decays) {
                left *= 1 - decay;
            }
            assertThat(learner.values("early")[0]).isCloseTo((float) left, within(1e-6f));
        }
    }

    @Test
    void aLengthInStepsEndsWithinAnEpoch() {
        List<Event> events = new ArrayList<>();
        try (ScriptedLearner learner = new ScriptedLearner(PLAIN.withSteps(5), SHORT, SHORT, 0, 0)) {
            TrainingResult result = train(learner, events::add);

            assertThat(events.get(0)).isEqualTo(new Event.StageStarted(STAGE, 5, 0));
            assertThat(events).filteredOn(Event.StepDone.class::isInstance).hasSize(5);
            assertThat(events.get(events.size() - 2)).isInstanceOfSatisfying(Event.StepDone.class, done -> {
                assertThat(done.step()).isEqualTo(5);
                assertThat(done.steps()).isEqualTo(5);
                assertThat(done.epoch()).isEqualTo(2);
            });
            assertThat(result.steps()).isEqualTo(5);
            assertThat(result.images()).isEqualTo(80);
            assertThat(curve(result, "loss")).hasSize(5);
        }
    }

    static Stream<Recipe> recipes() {
        Recipe base = Recipe.adamW(0.02).withBatch(8);
        return Stream.of(
                base.withSteps(14)
                        .withWarmup(Warmup.ofSteps(3))
                        .withWeightDecay(WeightDecay.between(0.04, 0.4))
                        .withClipping(Clipping.each(0.01)),
                base.withRate(RateSchedule.polynomial(0.02, 0.9))
                        .withSteps(14)
                        .withWarmup(Warmup.ofSteps(8).from(1e-3)),
                base.withRate(RateSchedule.milestones(0.02, 0.1, List.of(1.5, 3.0)))
                        .withEpochs(4)
                        .withOptimizer(Recipe.Optimizer.SGD)
                        .withClipping(Clipping.global(0.1)));
    }

    /** Its first group starts at the third epoch: after one stop, and before the other. */
    @ParameterizedTest
    @MethodSource("recipes")
    void aRunThatStopsInTheMiddleOfAScheduleEndsInTheSameBytes(Recipe recipe) {
        try (TinyLearner whole = new TinyLearner(recipe, 0.9, 1, 2);
                TinyLearner untrained = new TinyLearner(recipe, 0.9, 1, 2)) {
            TrainingResult expected = train(whole, folder.resolve("whole"), Listener.none());
            assertThat(whole.values("w1")).isNotEqualTo(untrained.values("w1"));
            for (int stop : new int[] {5, 11}) {
                Path run = folder.resolve("stopped at " + stop);
                try (TinyLearner stopped = new TinyLearner(recipe, 0.9, 1, 2);
                        TinyLearner resumed = new TinyLearner(recipe, 0.9, 1, 2)) {
                    assertThatThrownBy(() -> train(stopped, run, event -> {
                                if (event instanceof Event.StepDone done && done.step() == stop) {
                                    throw new IllegalStateException("stopped");
                                }
                            }))
                            .hasMessage("stopped");
                    TrainingResult result = train(resumed, run, Listener.none());

                    resumed.state()
                            .forEach((name, tensor) -> assertThat(tensor.toByteArray())
                                    .as(name)
                                    .isEqualTo(whole.get(name).toByteArray()));
                    assertThat(result.curves()).isEqualTo(expected.curves());
                }
            }
        }
    }

    private TrainingResult train(ScriptedLearner learner, Listener listener) {
        TrainingPlan plan = new TrainingPlan(STAGE, Corrupt.FAIL, folder, Duration.ofHours(1), 2);
        return Trainer.train(learner, new Points(37), plan, listener);
    }

    private static TrainingResult train(TinyLearner learner, Path folder, Listener listener) {
        TrainingPlan plan = new TrainingPlan(STAGE, Corrupt.FAIL, folder, Duration.ZERO, 2);
        return Trainer.train(learner, new Points(37), plan, listener);
    }

    private static double[] curve(TrainingResult result, String name) {
        return result.curves().getOrDefault(name, List.of()).stream()
                .mapToDouble(Point::value)
                .toArray();
    }
}
