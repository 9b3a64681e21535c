package io.peco4j.conformance.workbench;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Split;
import io.peco4j.api.train.ForwardingLearner;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Recipe;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.train.Trainer;
import io.peco4j.runtime.train.TrainingPlan;
import io.peco4j.runtime.worker.Collective;
import io.peco4j.runtime.worker.WorkerLostException;
import io.peco4j.runtime.worker.WorkersInTurn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Trains copies of a learner as the workers of one training, by the real loop: a few steps of {@value #PASSES}
 * micro-batches. The workers are threads that compute in turn.
 *
 * @param split what is learned
 * @param rate learning rate of all steps
 * @param steps how many
 */
public record Crew(Split split, double rate, int steps) {
    /** Micro-batches of a step. */
    public static final int PASSES = 4;

    /** Two rows, so that each has another one that it can be compared with. */
    private static final int ROWS = 2;

    /** So that nothing is saved: there is no such folder. */
    private static final Duration NEVER = Duration.ofDays(1);

    /**
     * Trains.
     *
     * @param copies equal learners, one for each worker, made with equal seeds; changed
     * @throws AssertionError if a worker fails
     */
    public void train(List<Learner> copies) {
        WorkersInTurn turns = new WorkersInTurn(copies.size());
        ExecutorService threads = Executors.newFixedThreadPool(copies.size());
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < copies.size(); i++) {
                int index = i;
                workers.add(threads.submit(() -> work(turns, index, copies.get(index))));
            }
            await(workers);
        } finally {
            threads.shutdownNow();
        }
    }

    private void work(WorkersInTurn turns, int index, Learner copy) {
        TrainingPlan plan = new TrainingPlan(
                new StageInfo("crew", "learner", "crew", "crew", 1),
                Dataset.Corrupt.FAIL,
                Path.of(System.getProperty("java.io.tmpdir"), "peco4j-crew-" + System.nanoTime()),
                NEVER,
                1);
        try (Collective worker = turns.enter(index)) {
            Trainer.train(new ShortTraining(copy, recipe()), split, plan, worker, event -> {});
        }
    }

    private Recipe recipe() {
        return Recipe.adamW(rate)
                .withSteps(steps)
                .withBatch(PASSES * ROWS)
                .withMicroBatch(ROWS)
                .withWeightDecay(0);
    }

    /** A worker that fails takes the others with it, which say no more than that. */
    private static void await(List<Future<?>> workers) {
        List<Throwable> failures = new ArrayList<>();
        for (Future<?> worker : workers) {
            try {
                worker.get();
            } catch (ExecutionException e) {
                failures.add(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failures.add(e);
            }
        }
        failures.stream()
                .filter(failure -> !(failure instanceof WorkerLostException))
                .findFirst()
                .or(() -> failures.stream().findFirst())
                .ifPresent(failure -> {
                    throw new AssertionError("a worker failed: " + failure.getMessage(), failure);
                });
    }

    private record ShortTraining(Learner learner, Recipe recipe) implements ForwardingLearner {}
}
