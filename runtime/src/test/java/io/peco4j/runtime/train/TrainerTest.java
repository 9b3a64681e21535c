package io.peco4j.runtime.train;

import static io.peco4j.runtime.train.TinyLearner.recipe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Dataset.Corrupt;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.ForwardingSplit;
import io.peco4j.api.data.Split;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Warmup;
import io.peco4j.nn.weights.SafetensorsFile;
import io.peco4j.nn.weights.WeightFile;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.record.StageRecord.Point;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainerTest {
    private static final StageInfo STAGE = new StageInfo("abc", "tokenizer", "tiny", "tiny", 7);

    @TempDir
    Path folder;

    @Test
    void learns() {
        try (TinyLearner learner = new TinyLearner(recipe(200, 16, 0, 0.02, 0), 1, 1)) {
            TrainingResult result = train(learner, Listener.none());

            List<Point> losses = losses(result);
            assertThat(losses.get(0).value()).isGreaterThan(0.01);
            assertThat(losses.get(losses.size() - 1).value()).isLessThan(0.0005);
            assertThat(result.steps()).isEqualTo(400);
            assertThat(result.images()).isEqualTo(400 * 16);
            assertThat(result.flops()).isEqualTo(400.0 * 16 * learner.flopsPerExample());
            assertThat(result.parameters()).isEqualTo(16 * 12 + 16 + 16);
        }
    }

    @Test
    void repeatsShowFewerExamplesInAsManySteps() {
        try (TinyLearner once = new TinyLearner(recipe(2, 16, 0, 0.01, 0), 0.8, 1);
                TinyLearner often = new TinyLearner(recipe(2, 16, 0, 0.01, 0), 0.8, 1).repeating(3)) {
            TrainingResult plain = train(once, Listener.none());
            TrainingResult repeated = train(often, Listener.none());

            assertThat(repeated.steps()).isEqualTo(plain.steps());
            assertThat(repeated.images()).isEqualTo(plain.images());
            assertThat(repeated.flops()).isEqualTo(plain.flops());
            assertThat(often.values("w1")).isNotEqualTo(once.values("w1"));
        }
    }

    /** Four examples of forty, in batches of two: two steps an epoch; and the weights of a split of these four. */
    @Test
    void anEpochHasTheExamplesThatTheLearnerChooses() {
        Set<Integer> read = ConcurrentHashMap.newKeySet();
        try (TinyLearner some = new TinyLearner(recipe(3, 2, 0, 0.01, 0), 0.8, 1).learningFrom(3, 8, 21, 39);
                TinyLearner all = new TinyLearner(recipe(3, 2, 0, 0.01, 0), 0.8, 1)) {
            TrainingResult chosen =
                    Trainer.train(some, new Watched(new Points(40), read), plan("some"), Listener.none());
            TrainingResult given =
                    Trainer.train(all, new Points(40).select(3, 8, 21, 39), plan("given"), Listener.none());

            assertThat(read).containsExactlyInAnyOrder(3, 8, 21, 39);
            assertThat(chosen.steps()).isEqualTo(6).isEqualTo(given.steps());
            assertThat(chosen.images()).isEqualTo(12);
            assertThat(some.values("w1")).isEqualTo(all.values("w1"));
        }
    }

    private TrainingPlan plan(String name) {
        return new TrainingPlan(STAGE, Corrupt.FAIL, folder.resolve(name), Duration.ofHours(1), 2);
    }

    /** Remembers what is read. */
    private record Watched(Split split, Set<Integer> read) implements ForwardingSplit {
        @Override
        public Example example(int index) {
            read.add(index);
            return split.example(index);
        }
    }

    @Test
    void aBatchInPortionsMovesTheWeightsAsAWholeOne() {
        try (TinyLearner whole = new TinyLearner(recipe(2, 16, 0, 0.01, 0.05), 1, 1);
                TinyLearner parts = new TinyLearner(recipe(2, 16, 7, 0.01, 0.05), 1, 1)) {
            TrainingResult of = train(whole, Listener.none());
            TrainingResult in = train(parts, Listener.none());

            assertThat(parts.values("w1")).containsExactly(whole.values("w1"), within(1e-5f));
            assertThat(losses(in).get(3).value()).isCloseTo(losses(of).get(3).value(), within(1e-6));
        }
    }

    @Test
    void aScaleOfZeroFreezesAGroup() {
        try (TinyLearner learner = new TinyLearner(recipe(2, 16, 0, 0.01, 0), 1, 0);
                TinyLearner untrained = new TinyLearner(recipe(2, 16, 0, 0.01, 0), 1, 0)) {
            train(learner, Listener.none());

            assertThat(learner.values("w1")).isEqualTo(untrained.values("w1"));
            assertThat(learner.values("w2")).isNotEqualTo(untrained.values("w2"));
        }
    }

    @Test
    void saysWhatHappens() {
        List<Event> events = new ArrayList<>();
        try (TinyLearner learner = new TinyLearner(recipe(2, 16, 8, 0.01, 0), 1, 1)) {
            train(learner, events::add);
        }

        assertThat(events.get(0)).isEqualTo(new Event.StageStarted(STAGE, 4, 0));
        assertThat(events).hasSize(1 + 4 + 4);
        assertThat(events.get(7)).isInstanceOfSatisfying(Event.StepDone.class, done -> {
            assertThat(done.step()).isEqualTo(4);
            assertThat(done.epoch()).isEqualTo(1);
            assertThat(done.images()).isEqualTo(16);
        });
        assertThat(events.get(8))
                .isInstanceOfSatisfying(
                        Event.Measured.class,
                        measured -> assertThat(measured.values())
                                .containsOnlyKeys("loss", "error", "learning-rate", "gradient-norm"));
    }

    @Test
    void aLossThatIsNoNumberIsExplained() {
        try (TinyLearner learner = new TinyLearner(recipe(3, 16, 8, 0.01, 0), 1, 1).poisonedAt(3)) {
            assertThatThrownBy(() -> train(learner, Listener.none()))
                    .isInstanceOf(TrainingFailedException.class)
                    .hasMessageContaining("objective 'regression' is NaN at step 3 of 6, epoch 1")
                    .hasMessageContaining("learning rate 0.00")
                    .hasMessageContaining("last finite loss 0.")
                    .hasMessageContaining("A lower learning-rate");
        }
    }

    @Test
    void aLossThatIsNoNumberBeforeAnythingMovedIsNoMatterOfTheRate() {
        Recipe rising = recipe(3, 16, 8, 0.01, 0).withWarmup(Warmup.ofEpochs(3));
        for (long step : new long[] {0, 1, 3}) {
            try (TinyLearner learner = new TinyLearner(rising, 1, 1).poisonedAt(step)) {
                // The rate of step 0 is 0: what is no number at step 1 is so with the initial weights.
                assertThatThrownBy(() -> train(learner, Listener.none()))
                        .isInstanceOf(TrainingFailedException.class)
                        .hasMessageContaining(step < 2 ? "./peco4j doctor" : "A lower learning-rate")
                        .hasMessageContaining("at step " + step + " of 6");
            }
        }
    }

    @Test
    void whatALearnerThrowsIsPlaced() {
        TinyLearner closed = new TinyLearner(recipe(1, 16, 0, 0.01, 0), 1, 1);
        try (closed) {
            closed.failing();
            assertThatThrownBy(() -> train(closed, Listener.none()))
                    .isInstanceOf(TrainingFailedException.class)
                    .hasMessageContaining("regression")
                    .hasMessageContaining("step 0 of 2")
                    .hasRootCauseMessage("a bug in a plugin");
        }
    }

    @Test
    void clippingBoundsWhatTheMomentsSee() {
        double bound = 1e-4;
        TrainingPlan plan = new TrainingPlan(STAGE, Corrupt.FAIL, folder, Duration.ZERO, 1);
        try (TinyLearner learner = new TinyLearner(recipe(1, 37, 0, 0.01, bound), 1, 1)) {
            Trainer.train(learner, new Points(37), plan, Listener.none());
        }
        double squares = 0;
        try (WeightFile checkpoint = SafetensorsFile.open(folder.resolve("checkpoint.safetensors"));
                NDManager manager = NDManager.newBaseManager("PyTorch")) {
            for (String name : List.of("w1", "b1", "w2")) {
                for (float moment :
                        checkpoint.read("optimizer.0.exp_avg." + name, manager).toFloatArray()) {
                    squares += moment * moment;
                }
            }
        }
        // The first moment after one step is a tenth of the gradient.
        assertThat(10 * Math.sqrt(squares)).isCloseTo(bound, withinPercentage(1));
    }

    /** Its first step is a share of the weights' own length, whatever the gradient's is: the rate times the trust. */
    @Test
    void aRecipeMayAskForLars() {
        Recipe lars = Recipe.lars(RateSchedule.constant(20)).withEpochs(1).withBatch(37);
        TrainingPlan plan = new TrainingPlan(STAGE, Corrupt.FAIL, folder, Duration.ZERO, 1);
        try (TinyLearner learner = new TinyLearner(lars, 1, 1)) {
            float[] before = learner.values("w1");
            Trainer.train(learner, new Points(37), plan, Listener.none());
            float[] after = learner.values("w1");
            double moved = 0;
            double own = 0;
            for (int i = 0; i < before.length; i++) {
                moved += (after[i] - before[i]) * (after[i] - before[i]);
                own += before[i] * before[i];
            }
            assertThat(Math.sqrt(moved / own)).isCloseTo(20 * 0.001, withinPercentage(0.1));
        }
    }

    @Test
    void nothingThatAStepMakesOutlivesIt() {
        List<Integer> open = new ArrayList<>();
        try (TinyLearner learner = new TinyLearner(recipe(150, 16, 7, 0.01, 1), 0.9, 1);
                NDManager any = NDManager.newBaseManager("PyTorch")) {
            train(learner, event -> {
                if (event instanceof Event.StepDone) {
                    open.add(any.getParentManager().getManagedArrays().size());
                }
            });
        }
        assertThat(open).hasSize(300);
        assertThat(open.get(10)).isPositive();
        assertThat(open.subList(10, 300)).containsOnly(open.get(10));
    }

    private TrainingResult train(TinyLearner learner, Listener listener) {
        TrainingPlan plan = new TrainingPlan(STAGE, Corrupt.FAIL, folder, Duration.ofHours(1), 2);
        return Trainer.train(learner, new Points(37), plan, listener);
    }

    private static List<Point> losses(TrainingResult result) {
        return result.curves().getOrDefault("loss", List.of());
    }
}
