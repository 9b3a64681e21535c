package io.peco4j.runtime.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.peco4j.api.data.Dataset.Corrupt;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.ForwardingSplit;
import io.peco4j.api.data.Split;
import io.peco4j.api.data.UnreadableExampleException;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.worker.Collective;
import io.peco4j.runtime.worker.WorkerLostException;
import io.peco4j.runtime.worker.WorkersInTurn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * Trains copies of a tiny learner as the workers of one training.
 *
 * @param folder of checkpoints, one for each worker in it
 * @param interval between them
 */
record TinyGang(Path folder, Duration interval) {
    private static final StageInfo STAGE = new StageInfo("abc", "tokenizer", "tiny", "tiny", 7);

    /** What a worker ends with. */
    record End(Map<String, List<Float>> state, Map<String, ?> curves, long images) {}

    List<End> train(int workers, Split split, Listener listener, IntFunction<TinyLearner> learners) throws Exception {
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

    static List<Float> numbers(NDArray tensor) {
        List<Float> numbers = new ArrayList<>();
        try (NDArray floats = tensor.toType(DataType.FLOAT32, true)) {
            for (float number : floats.toFloatArray()) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    /** Every third example cannot be read. */
    record Holes(Split split) implements ForwardingSplit {
        @Override
        public Example example(int index) throws UnreadableExampleException {
            if (index % 3 == 0) {
                throw new UnreadableExampleException("a hole");
            }
            return split.example(index);
        }
    }
}
