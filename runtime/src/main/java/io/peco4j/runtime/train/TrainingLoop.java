package io.peco4j.runtime.train;

import io.peco4j.runtime.data.LoadedBatch;
import io.peco4j.runtime.data.Loader;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.worker.WorkerLostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.LongFunction;

/**
 * From batch to batch: steps, events, checkpoints. A batch whose examples all cannot be read changes nothing, but
 * counts as a step: schedule and order stay those of the plan.
 */
final class TrainingLoop {
    private final Stepping steps;
    private final TrainingPlan plan;
    private final Loader loader;
    private final LongFunction<LoadedBatch> whole;
    private final Workers workers;
    private final Checkpoints checkpoints;
    private final Listener listener;
    private final Metrics metrics;
    private final long started = System.nanoTime();
    private Position position;
    private long saved = started;

    /**
     * A loop that has not begun.
     *
     * @param loader of this worker's share of each batch
     * @param whole reads all rows of the batch of a number
     * @param from where it starts
     */
    TrainingLoop(
            Stepping steps,
            TrainingPlan plan,
            Loader loader,
            LongFunction<LoadedBatch> whole,
            Workers workers,
            Checkpoints checkpoints,
            Listener listener,
            Position from) {
        this.steps = steps;
        this.plan = plan;
        this.loader = loader;
        this.whole = whole;
        this.workers = workers;
        this.checkpoints = checkpoints;
        this.listener = listener;
        this.metrics = new Metrics(steps.total(), from.metrics());
        this.position = from;
    }

    TrainingResult run() {
        double before = position.seconds();
        long previous = started;
        workers.beginToMeasure();
        while (loader.hasNext()) {
            try (LoadedBatch batch = next()) {
                Share share = workers.share(batch, due(), Thread.currentThread().isInterrupted());
                if (share.rows() > 0) {
                    metrics.add(step(share));
                }
                steps.ended(batch.number());
                long now = System.nanoTime();
                Duration elapsed = Duration.ofNanos(now - previous);
                advance(batch, share.rows(), before + (now - started) / 1e9, elapsed);
                workers.took(elapsed);
                previous = now;
            }
            if (workers.several() ? workers.saving() : due()) {
                workers.agree(position.step(), steps.common());
                workers.waitForCheckpoint();
                save();
            }
            if (workers.stopping()) {
                throw stopped();
            }
        }
        return new TrainingResult(
                position.step(),
                position.images(),
                position.images() * steps.learner().flopsPerExample(),
                position.seconds(),
                steps.parameters(),
                metrics.curves());
    }

    private Map<String, Double> step(Share share) {
        if (!workers.several() || !steps.inOrder(share.mine().number())) {
            return steps.run(share);
        }
        try (LoadedBatch all = whole.apply(share.mine().number())) {
            return steps.run(Share.whole(all));
        }
    }

    private boolean due() {
        return System.nanoTime() - saved >= plan.interval().toNanos();
    }

    private void advance(LoadedBatch batch, int rows, double seconds, Duration elapsed) {
        long done = batch.number() + 1;
        position = new Position(
                position.stage(), done, batch.epoch(), position.images() + rows, seconds, Metrics.Saved.nothing());
        listener.on(new Event.StepDone(plan.stage(), done, steps.total(), batch.epoch(), rows, elapsed));
        Map<String, Double> means = metrics.due(done);
        if (!means.isEmpty()) {
            listener.on(new Event.Measured(plan.stage(), done, batch.epoch(), means));
            if (workers.several()) {
                listener.on(new Event.Waited(plan.stage(), done, workers.waiting()));
            }
        }
    }

    /** An interrupt that came before waits: files cannot be written by an interrupted thread. */
    private void save() {
        boolean interrupted = Thread.interrupted();
        try {
            steps.save(workers, tensors -> checkpoints.save(position.with(metrics.save()), tensors));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            saved = System.nanoTime();
        }
    }

    /** After a step that all workers have done, once the first one's checkpoint is written. */
    private RuntimeException stopped() {
        workers.meet();
        return Thread.currentThread().isInterrupted()
                ? new CancellationException("interrupted after step " + position.step())
                : new WorkerLostException("another worker was asked to stop", null);
    }

    /**
     * The next batch; an interrupt, before or while waiting, leaves a checkpoint. One of several workers goes on, as
     * the others would wait for it, and they agree on the step to stop after.
     */
    private LoadedBatch next() {
        if (workers.several()) {
            return loader.nextInAnyCase();
        }
        try {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted after step " + position.step());
            }
            return loader.next();
        } catch (CancellationException e) {
            if (position.step() > 0) {
                save();
            }
            throw e;
        }
    }
}
