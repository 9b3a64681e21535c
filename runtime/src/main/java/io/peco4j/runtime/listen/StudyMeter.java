package io.peco4j.runtime.listen;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.text.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** How far a study is, and how long the rest may take. */
final class StudyMeter {
    private int stages;
    private int ended;
    private int worked;
    private Duration spent = Duration.ZERO;
    private Duration estimate = Duration.ZERO;
    private Instant began = Instant.EPOCH;

    void start(Event.StudyStarted started, Instant now) {
        stages = started.stages().size();
        estimate = started.estimate();
        began = now;
    }

    /** A stage is over without work. */
    void end() {
        ended++;
    }

    /** A stage is over after that much work. */
    void end(Duration wall) {
        ended++;
        worked++;
        spent = spent.plus(wall);
    }

    /** Such as {@code 3 of 14 stages, about 5 min left}. */
    String text(Collection<StageMeter> running, Instant now) {
        String text = ended + " of " + stages + " stages";
        return left(running, now)
                .filter(left -> ended < stages)
                .map(left -> text + ", " + Figures.about(left) + " left")
                .orElse(text);
    }

    /**
     * What the plan's estimate leaves; once that is used up, or if there is none, the mean of the finished stages for
     * each waiting one, as many at once as now. Never less than what the running stages need.
     */
    private Optional<Duration> left(Collection<StageMeter> running, Instant now) {
        Duration needed = running.stream()
                .map(StageMeter::left)
                .flatMap(Optional::stream)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        Duration planned = estimate.minus(Duration.between(began, now));
        if (!estimate.isZero() && !planned.isNegative()) {
            return Optional.of(planned.compareTo(needed) > 0 ? planned : needed);
        }
        int waiting = stages - ended - running.size();
        if (waiting > 0 && worked == 0) {
            return Optional.empty();
        }
        Duration rest = waiting <= 0
                ? Duration.ZERO
                : spent.dividedBy(worked).multipliedBy(waiting).dividedBy(Math.max(1, running.size()));
        Duration all = needed.plus(rest);
        return all.isZero() ? Optional.empty() : Optional.of(all);
    }
}
