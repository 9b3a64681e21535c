package io.peco4j.runtime.train;

import io.peco4j.runtime.data.LoadedBatch;
import io.peco4j.runtime.data.Loader;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * From batch to batch: steps, events, checkpoints. A batch whose examples all cannot be read changes nothing, but
 * counts as a step: schedule and order stay those of the plan.
 */
final class TrainingLoop {
    private final Steps steps;
    private final TrainingPlan plan;
    private final Loader loader;
    private final Checkpoints checkpoints;
    private final Listener listener;
    private final Metrics metrics;
    private final long started = System.nanoTime();
    private Position position;
    private long saved = started;

    TrainingLoop(
            Steps steps, TrainingPlan plan, Loader loader, Checkpoints checkpoints, Listener listener, Position from) {
        this.steps = steps;
        this.plan = plan;
        this.loader = loader;
        this.checkpoints = checkpoints;
        this.listener = listener;
        this.metrics = new Metrics(steps.total(), from.metrics());
        this.position = from;
    }

    TrainingResult run() {
        double before = position.seconds();
        long previous = started;
        while (loader.hasNext()) {
            try (LoadedBatch batch = next()) {
                if (batch.size() > 0) {
                    metrics.add(steps.run(batch));
                }
                long now = System.nanoTime();
                advance(batch, before + (now - started) / 1e9, Duration.ofNanos(now - previous));
                previous = now;
            }
            if (System.nanoTime() - saved >= plan.interval().toNanos()) {
                save();
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

    private void advance(LoadedBatch batch, double seconds, Duration elapsed) {
        long done = batch.number() + 1;
        position = new Position(
                position.stage(),
                done,
                batch.epoch(),
                position.images() + batch.size(),
                seconds,
                Metrics.Saved.nothing());
        listener.on(new Event.StepDone(plan.stage(), done, steps.total(), batch.epoch(), batch.size(), elapsed));
        Map<String, Double> means = metrics.due(done);
        if (!means.isEmpty()) {
            listener.on(new Event.Measured(plan.stage(), done, batch.epoch(), means));
        }
    }

    /** An interrupt that came before waits: files cannot be written by an interrupted thread. */
    private void save() {
        boolean interrupted = Thread.interrupted();
        try {
            checkpoints.save(position.with(metrics.save()), steps.state());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        saved = System.nanoTime();
    }

    /** The next batch; an interrupt, before or while waiting, leaves a checkpoint. */
    private LoadedBatch next() {
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
