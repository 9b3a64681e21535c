package io.peco4j.runtime.cli;

import java.time.Duration;
import java.util.Locale;

/** Times and sizes as people read them. */
final class Durations {
    private Durations() {}

    /** Such as {@code 2:50} or {@code 1:02:50}. */
    static String clock(Duration duration) {
        long seconds = Math.max(0, Math.round(duration.toMillis() / 1000.0));
        long hours = seconds / 3600;
        return hours > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", hours, seconds / 60 % 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    /** Such as {@code 5.7M}. */
    static String scalars(long count) {
        if (count >= 1_000_000) {
            return String.format(Locale.ROOT, "%.1fM", count / 1e6);
        }
        return count >= 1000 ? String.format(Locale.ROOT, "%.1fk", count / 1e3) : Long.toString(count);
    }
}
