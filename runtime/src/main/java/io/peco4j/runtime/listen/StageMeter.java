package io.peco4j.runtime.listen;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.StageInfo;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** How far a running stage is and how fast it goes. */
final class StageMeter {
    /** Seconds over which speed is averaged. */
    private static final double MEMORY = 15;

    private final StageInfo stage;
    private final long steps;
    private long step;
    private double steppedFor;
    private double stepped;
    private double images;
    private OptionalDouble loss = OptionalDouble.empty();
    private Optional<Event.Progress> progress = Optional.empty();

    StageMeter(StageInfo stage, long steps, long from) {
        this.stage = stage;
        this.steps = steps;
        this.step = from;
    }

    void step(Event.StepDone done) {
        double seconds = done.elapsed().toNanos() / 1e9;
        double fade = Math.exp(-seconds / MEMORY);
        steppedFor = steppedFor * fade + seconds;
        stepped = stepped * fade + 1;
        images = images * fade + done.images();
        step = done.step();
        progress = Optional.empty();
    }

    void measured(Map<String, Double> values) {
        Double value = values.get("loss");
        if (value != null) {
            loss = OptionalDouble.of(value);
        }
    }

    void progress(Event.Progress moved) {
        progress = Optional.of(moved);
    }

    StageInfo stage() {
        return stage;
    }

    /** What it is at: training, or the name of the other part. */
    String doing() {
        return progress.map(Event.Progress::what).orElse("");
    }

    long done() {
        return progress.map(Event.Progress::done).orElse(step);
    }

    /** What {@link #done} ends at; 0 if unknown. */
    long total() {
        return progress.map(Event.Progress::total).orElse(steps);
    }

    /** Images a second of training; empty while it does not train or has just begun. */
    OptionalDouble rate() {
        return steppedFor > 0 && progress.isEmpty() ? OptionalDouble.of(images / steppedFor) : OptionalDouble.empty();
    }

    /** The last loss; empty while it does not train. */
    OptionalDouble loss() {
        return progress.isEmpty() ? loss : OptionalDouble.empty();
    }

    /** What is left of its training at the present speed; empty if unknown. */
    Optional<Duration> left() {
        return stepped > 0 && progress.isEmpty()
                ? Optional.of(Duration.ofMillis(Math.round(1000 * (steps - step) * steppedFor / stepped)))
                : Optional.empty();
    }
}
