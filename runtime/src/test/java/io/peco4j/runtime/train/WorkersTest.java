package io.peco4j.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.peco4j.api.data.Split;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.train.Recipe;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.train.TinyGang.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkersTest {
    /** Two steps an epoch, of seven portions each. */
    private static final Recipe RECIPE = TinyLearner.recipe(4, 14, 2, 0.02, 0.5);

    @TempDir
    Path folder;

    private Duration interval = Duration.ZERO;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 7})
    void severalWorkersEndWhereOneDoes(int workers) throws Exception {
        List<End> one = train(1, new Points(31), Listener.none(), i -> tiny());
        List<End> several = train(workers, new Points(31), Listener.none(), i -> tiny());

        assertThat(several).hasSize(workers).containsOnly(one.get(0));
        assertThat(Files.exists(folder.resolve("worker-0/checkpoint.safetensors")))
                .isTrue();
        assertThat(Files.exists(folder.resolve("worker-1"))).isFalse();
    }

    /** What cannot be read leaves portions smaller, or away; the others' shares and randomness follow. */
    @Test
    void unreadableExamplesLeaveTheSameGapForAnyNumberOfWorkers() throws Exception {
        Split holes = new TinyGang.Holes(new Points(31));
        List<End> one = train(1, holes, Listener.none(), i -> tiny());

        assertThat(train(4, holes, Listener.none(), i -> tiny())).containsOnly(one.get(0));
        assertThat(one.get(0).images()).isLessThan(8 * 14);
    }

    @Test
    void aTrainingGoesOnWithAnotherNumberOfWorkersFromTheFirstOnesCheckpoint() throws Exception {
        List<End> expected = train(1, new Points(31), Listener.none(), i -> tiny());
        delete(folder.resolve("worker-0"));
        assertThatThrownBy(() -> train(3, new Points(31), stopAt(5), i -> tiny()))
                .hasMessage("stopped");
        List<Long> from = new ArrayList<>();

        List<End> resumed = train(
                2,
                new Points(31),
                event -> {
                    if (event instanceof Event.StageStarted started) {
                        from.add(started.from());
                    }
                },
                i -> tiny());

        assertThat(from).containsExactly(4L, 4L);
        assertThat(resumed).containsOnly(expected.get(0));
    }

    /** As by Ctrl-C, which does not reach all at the same moment; no checkpoint is due by then. */
    @Test
    void allStopAfterTheSameStepWhereOneIsInterrupted() throws Exception {
        List<End> expected = train(1, new Points(31), Listener.none(), i -> tiny());
        delete(folder.resolve("worker-0"));
        interval = Duration.ofHours(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        List<Long> last = new CopyOnWriteArrayList<>();
        assertThatThrownBy(() -> train(
                        3,
                        new Points(31),
                        event -> {
                            if (event instanceof Event.StepDone done) {
                                if (done.step() == 3 && interrupted.compareAndSet(false, true)) {
                                    Thread.currentThread().interrupt();
                                }
                                last.add(done.step());
                            }
                        },
                        i -> tiny()))
                .isInstanceOf(CancellationException.class)
                .hasMessage("interrupted after step 4");
        assertThat(last).contains(4L).doesNotContain(5L);
        List<Long> from = new CopyOnWriteArrayList<>();

        List<End> resumed = train(
                1,
                new Points(31),
                event -> {
                    if (event instanceof Event.StageStarted started) {
                        from.add(started.from());
                    }
                },
                i -> tiny());

        assertThat(from).containsExactly(4L);
        assertThat(resumed).isEqualTo(expected);
    }

    @Test
    void moreWorkersThanMicroBatchesAreRefused() {
        assertThatThrownBy(() -> train(8, new Points(31), Listener.none(), i -> tiny()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("PECO-720")
                .hasMessageContaining("at most 7 workers");
    }

    @Test
    void workersThatDifferAreFoundBeforeTheyTrain() {
        assertThatThrownBy(() -> train(2, new Points(31), Listener.none(), i -> {
                    TinyLearner learner = tiny();
                    learner.get("b1").addi(i);
                    return learner;
                }))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageContaining("PECO-721 after step 0, 1 of ")
                .hasMessageContaining("state.b1");
    }

    @Test
    void aLossThatIsNoNumberIsToldByAll() {
        assertThatThrownBy(() -> train(2, new Points(31), Listener.none(), i -> tiny().poisonedAt(3)))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageContaining("PECO-520");
    }

    private static TinyLearner tiny() {
        return new TinyLearner(RECIPE, 0.8, 0.5);
    }

    private List<End> train(int workers, Split split, Listener listener, IntFunction<TinyLearner> learners)
            throws Exception {
        return new TinyGang(folder, interval).train(workers, split, listener, learners);
    }

    private static Listener stopAt(int step) {
        return event -> {
            if (event instanceof Event.StepDone done && done.step() == step) {
                throw new IllegalStateException("stopped");
            }
        };
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
