package io.peco4j.runtime.listen;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Forecast;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.text.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How far a study is, and how long the rest may take. */
final class StudyMeter {
    /**
     * The share of the forecast that counts as done, in the time forecast, before anything is: the first stages are
     * often of a kind that says little of others.
     */
    private static final double TRUST = 0.1;

    private final Set<StageInfo> unfinished = new LinkedHashSet<>();
    private int stages;
    private int worked;
    private int atOnce = 1;
    private Duration spent = Duration.ZERO;
    private double weightOfSpent;
    private Forecast forecast = Forecast.UNKNOWN;
    private Instant began = Instant.EPOCH;

    void start(Event.StudyStarted started, Instant now) {
        stages = started.stages().size();
        unfinished.addAll(started.stages());
        forecast = started.forecast();
        began = now;
    }

    /** A stage is over without work. */
    void end(StageInfo stage) {
        unfinished.remove(stage);
    }

    /** A stage is over after that much work. */
    void end(StageInfo stage, Duration wall) {
        end(stage);
        worked++;
        spent = spent.plus(wall);
        weightOfSpent += weight(stage);
    }

    /** Such as {@code 3 of 14 stages, about 5 min left}. */
    String text(Collection<StageMeter> running, Instant now) {
        String text = (stages - unfinished.size()) + " of " + stages + " stages";
        return left(running, now)
                .filter(left -> !unfinished.isEmpty())
                .map(left -> text + ", " + Figures.about(left) + " left")
                .orElse(text);
    }

    /** What the running stages need, and what the others will take, as many at once as ever. */
    private Optional<Duration> left(Collection<StageMeter> running, Instant now) {
        Duration needed = running.stream()
                .map(StageMeter::left)
                .flatMap(Optional::stream)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        List<StageInfo> waiting = unfinished.stream()
                .filter(stage ->
                        running.stream().noneMatch(meter -> meter.stage().equals(stage)))
                .toList();
        atOnce = Math.max(atOnce, running.size());
        Duration all = needed;
        if (!waiting.isEmpty()) {
            if (worked == 0 && !forecast.known()) {
                return Optional.empty();
            }
            double rest = waiting.stream().mapToDouble(this::weight).sum() * pace() / atOnce;
            all = needed.plus(Duration.ofMillis(Math.round(1000 * rest)));
        }
        Duration planned = forecast.total().minus(Duration.between(began, now));
        all = worked == 0 && planned.compareTo(all) > 0 ? planned : all;
        return all.isZero() ? Optional.empty() : Optional.of(all);
    }

    /** In seconds of the forecast; without one, all stages weigh the same. */
    private double weight(StageInfo stage) {
        return forecast.known() ? forecast.of(stage) : 1;
    }

    /** Seconds that the finished stages took for each of their weight. */
    private double pace() {
        double trusted = TRUST
                * forecast.seconds().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum();
        double weight = weightOfSpent + trusted;
        return weight == 0 ? 1 : (spent.toMillis() / 1000.0 + trusted) / weight;
    }
}
