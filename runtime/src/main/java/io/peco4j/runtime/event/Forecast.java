package io.peco4j.runtime.event;

import java.time.Duration;
import java.util.Map;

/**
 * How long a study will take, as planned.
 *
 * @param total all of it; zero if unknown
 * @param seconds of each unfinished stage alone, by its key; empty if unknown
 */
public record Forecast(Duration total, Map<String, Double> seconds) {
    /** Nothing is known. */
    public static final Forecast UNKNOWN = new Forecast(Duration.ZERO, Map.of());

    public Forecast {
        seconds = Map.copyOf(seconds);
    }

    /** Whether anything is known. */
    public boolean known() {
        return !total.isZero();
    }

    /** Of a stage; 0 if it is finished or unknown. */
    public double of(StageInfo stage) {
        return seconds.getOrDefault(stage.key(), 0.0);
    }
}
