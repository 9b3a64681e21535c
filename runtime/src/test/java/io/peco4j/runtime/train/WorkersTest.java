package io.peco4j.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.peco4j.api.data.Dataset.Corrupt;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.ForwardingSplit;
import io.peco4j.api.data.Split;
import io.peco4j.api.data.UnreadableExampleException;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.train.Recipe;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.worker.Collective;
import io.peco4j.runtime.worker.WorkerLostException;
import io.peco4j.runtime.worker.WorkersInTurn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkersTest {
    private static final StageInfo STAGE = new StageInfo("abc", "tokenizer", "tiny", "tiny", 7);

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
        Split holes = new Holes(new Points(31));
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

    private record End(Map<String, List<Float>> state, Map<String, ?> curves, long images) {}

    private List<End> train(int workers, Split split, Listener listener, IntFunction<TinyLearner> learners)
            throws Exception {
        WorkersInTurn turns = new WorkersInTurn(workers);
        List<TinyLearner> made = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            made.add(learners.apply(i));
        }
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            List<Future<End>> ends = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                int index = i;
                ends.add(threads.submit(() -> train(turns, index, made.get(index), split, listener)));
            }
            return results(ends);
        } finally {
            threads.shutdownNow();
            made.forEach(TinyLearner::close);
        }
    }

    private End train(WorkersInTurn turns, int index, TinyLearner learner, Split split, Listener listener) {
        Path own = folder.resolve("worker-" + index);
        TrainingPlan plan = new TrainingPlan(STAGE, Corrupt.SKIP, own, interval, 1);
        try (Collective worker = turns.enter(index)) {
            TrainingResult result = Trainer.train(learner, split, plan, worker, listener);
            Map<String, List<Float>> state = new LinkedHashMap<>();
            learner.state().forEach((name, tensor) -> state.put(name, numbers(tensor)));
            return new End(state, result.curves(), result.images());
        }
    }

    /** Of failures, the first that is not another worker's. */
    private static List<End> results(List<Future<End>> ends) throws Exception {
        List<End> results = new ArrayList<>();
        List<Exception> failures = new ArrayList<>();
        for (Future<End> end : ends) {
            try {
                results.add(end.get());
            } catch (ExecutionException e) {
                failures.add((Exception) e.getCause());
            }
        }
        if (!failures.isEmpty()) {
            throw failures.stream()
                    .filter(failure -> !(failure instanceof WorkerLostException))
                    .findFirst()
                    .orElseThrow();
        }
        return results;
    }

    private static List<Float> numbers(NDArray tensor) {
        List<Float> numbers = new ArrayList<>();
        try (NDArray floats = tensor.toType(DataType.FLOAT32, true)) {
            for (float number : floats.toFloatArray()) {
                numbers.add(number);
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

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    /** Every third example cannot be read. */
    private record Holes(Split split) implements ForwardingSplit {
        @Override
        public Example example(int index) throws UnreadableExampleException {
            if (index % 3 == 0) {
                throw new UnreadableExampleException("a hole");
            }
            return split.example(index);
        }
    }
}
