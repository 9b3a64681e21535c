package io.peco4j.runtime.train;

import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Split;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Recipe;
import io.peco4j.runtime.data.ExampleReader;
import io.peco4j.runtime.data.KeptExamples;
import io.peco4j.runtime.data.LoadedBatch;
import io.peco4j.runtime.data.Loader;
import io.peco4j.runtime.data.OneBatch;
import io.peco4j.runtime.data.Repeats;
import io.peco4j.runtime.data.RowsOfOne;
import io.peco4j.runtime.data.Seed;
import io.peco4j.runtime.data.TrainingOrder;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.worker.Collective;
import io.peco4j.runtime.worker.OneWorker;
import io.peco4j.runtime.worker.Rank;
import java.util.function.LongFunction;

/**
 * Trains learners.
 *
 * <p>A training that was killed at any point continues from its last checkpoint and ends in the same bytes, events and
 * curves as one that was not: batches, crops, dropout and schedule are functions of (seed, stage, step), never of time
 * or of threads. The number of the engine's threads must stay the same, as sums are split by it, and its graph
 * optimiser off, as it rewrites a kernel after some calls.
 */
public final class Trainer {
    private Trainer() {}

    /**
     * Trains for as long as the recipe says, from the last checkpoint in the plan's folder if there is one. Works on
     * the calling thread and leaves it with gradient mode off.
     *
     * <p>Says {@link Event.StageStarted}, then for each step {@link Event.StepDone} and, at the end of each logging
     * interval, {@link Event.Measured}.
     *
     * @param train the split whose {@link Learner#examples} are learned; fewer than a batch make the batch smaller
     * @throws TrainingFailedException if a loss or a gradient is not a number, or if the learner throws
     * @throws InvalidInputException if an example is unreadable, or a checkpoint cannot be
     *     written
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; a checkpoint is left, unless
     *     there was no step to save
     */
    public static TrainingResult train(Learner learner, Split train, TrainingPlan plan, Listener listener) {
        return train(learner, train, plan, new OneWorker(), listener);
    }

    /**
     * Trains as one of several workers, which call this with equal learners, splits and plans, but for the folder. Each
     * loads and computes its share of every step's micro-batches; all end in the same bytes, which are those of one
     * worker. The first one writes checkpoints, and all start from its last one.
     *
     * @param workers stays open
     * @param listener hears of this worker's steps, which are all workers'
     * @throws InvalidInputException PECO-720 if there are more workers than a step has micro-batches
     * @throws TrainingFailedException PECO-721 if the workers' tensors are found to differ
     * @throws io.peco4j.runtime.worker.WorkerLostException if another worker is gone
     */
    public static TrainingResult train(
            Learner learner, Split train, TrainingPlan plan, Collective workers, Listener listener) {
        EngineSession.prepareThread();
        Recipe recipe = learner.recipe();
        Split learned = learner.examples(train);
        Seed seed = new Seed(plan.stage().seed());
        TrainingOrder order = new TrainingOrder(
                learned.size(), recipe.batch(), recipe.length(), new Repeats(learner.repeats()), seed);
        ExampleReader reader = new ExampleReader(KeptExamples.of(learned), plan.corrupt(), learner.preparation(), seed);
        int portion = recipe.pass(order.batch());
        int passes = recipe.passes(order.batch());
        LocalStepsCheck.check(learner, order.batch());
        boolean apart = recipe.local().apart();
        int sharers = recipe.local().sharers();
        requireWork(workers.rank(), passes, order.batch(), recipe);
        WaitingTime timed = new WaitingTime(workers);
        Workers others = new Workers(timed);
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            Stepping steps = apart
                    ? LocalTraining.of(learner, plan, order.batchesPerEpoch(), passes / sharers, timed, manager)
                    : Steps.of(learner, plan, order.batchesPerEpoch(), passes, timed, manager);
            Checkpoints checkpoints = new Checkpoints(plan.folder(), listener);
            Position beginning = Position.start(plan.stage().key());
            Position from = steps.start(
                    others,
                    tensors -> checkpoints.restore(plan.stage().key(), tensors).orElse(beginning),
                    beginning);
            listener.on(new Event.StageStarted(plan.stage(), order.batches(), from.step()));
            Rank rank = workers.rank();
            int things = apart ? sharers : passes;
            int each = apart ? order.batch() / sharers : portion;
            RowsOfOne rows = new RowsOfOne(
                    order, each * rank.start(rank.index(), things), each * rank.start(rank.index() + 1, things));
            try (Loader loader = new Loader(reader, rows, from.step(), portion, plan.loaderThreads(), listener)) {
                LongFunction<LoadedBatch> whole = number -> whole(reader, order, number, portion, plan);
                return new TrainingLoop(steps, plan, loader, whole, others, checkpoints, listener, from).run();
            }
        }
    }

    /** The rows of other workers, too; of what cannot be read among them, these tell. */
    private static LoadedBatch whole(
            ExampleReader reader, TrainingOrder order, long number, int portion, TrainingPlan plan) {
        try (Loader loader =
                new Loader(reader, new OneBatch(order, number), number, portion, plan.loaderThreads(), event -> {})) {
            return loader.next();
        }
    }

    private static void requireWork(Rank rank, int passes, int batch, Recipe recipe) {
        boolean apart = recipe.local().apart();
        int most = apart ? recipe.local().sharers() : passes;
        if (rank.size() > most) {
            throw new InvalidInputException(new Problem(
                    "PECO-720",
                    apart
                            ? rank.size() + " workers for " + most + " virtual workers: some would have nothing to do"
                            : rank.size() + " workers for " + passes + " micro-batches a step, as the batch of " + batch
                                    + " has with " + recipe.pass(batch)
                                    + " examples in each: some would have nothing to do",
                    apart ? "virtual-workers" : "micro-batch",
                    "at most " + most + " workers, or "
                            + (apart ? "more virtual-workers" : "a smaller micro-batch")
                            + ", which makes it another training"));
        }
    }
}
