package io.peco4j.runtime.train;

import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Split;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Recipe;
import io.peco4j.runtime.data.ExampleReader;
import io.peco4j.runtime.data.Loader;
import io.peco4j.runtime.data.Repeats;
import io.peco4j.runtime.data.Seed;
import io.peco4j.runtime.data.TrainingOrder;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;

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
     * @throws io.peco4j.api.problem.InvalidInputException if an example is unreadable, or a checkpoint cannot be
     *     written
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; a checkpoint is left, unless
     *     there was no step to save
     */
    public static TrainingResult train(Learner learner, Split train, TrainingPlan plan, Listener listener) {
        EngineSession.prepareThread();
        Recipe recipe = learner.recipe();
        Split learned = learner.examples(train);
        Seed seed = new Seed(plan.stage().seed());
        TrainingOrder order = new TrainingOrder(
                learned.size(), recipe.batch(), recipe.length(), new Repeats(learner.repeats()), seed);
        ExampleReader reader = new ExampleReader(learned, plan.corrupt(), learner.preparation(), seed);
        int portion = recipe.pass(order.batch());
        int passes = (order.batch() + portion - 1) / portion;
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            Steps steps = Steps.of(learner, plan, order.batchesPerEpoch(), passes, manager);
            Checkpoints checkpoints = new Checkpoints(plan.folder(), listener);
            Position from = checkpoints
                    .restore(plan.stage().key(), steps.state())
                    .orElseGet(() -> Position.start(plan.stage().key()));
            listener.on(new Event.StageStarted(plan.stage(), order.batches(), from.step()));
            try (Loader loader = new Loader(reader, order, from.step(), portion, plan.loaderThreads(), listener)) {
                return new TrainingLoop(steps, plan, loader, checkpoints, listener, from).run();
            }
        }
    }
}
