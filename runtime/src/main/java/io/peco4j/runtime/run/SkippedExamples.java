package io.peco4j.runtime.run;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Counts the examples that a study left out because they cannot be read, each once, however many stages met it. Passes
 * on the first mention of each and everything else.
 */
final class SkippedExamples implements Listener {
    private static final int NAMED = 3;

    private final Listener listener;
    private final Map<String, String> reasons = new LinkedHashMap<>();

    SkippedExamples(Listener listener) {
        this.listener = listener;
    }

    @Override
    public void on(Event event) {
        if (event instanceof Event.Skipped skipped
                && reasons.putIfAbsent(skipped.label() + " of '" + skipped.split() + "'", skipped.reason()) != null) {
            return;
        }
        listener.on(event);
    }

    /** How many, with the first few; empty if none was. */
    Optional<String> summary() {
        if (reasons.isEmpty()) {
            return Optional.empty();
        }
        String named = reasons.entrySet().stream()
                .limit(NAMED)
                .map(each -> each.getKey() + " (" + each.getValue() + ")")
                .collect(Collectors.joining(", "));
        int more = reasons.size() - NAMED;
        return Optional.of((reasons.size() == 1 ? "1 example was" : reasons.size() + " examples were")
                + " left out of training and scores because they cannot be read: " + named
                + (more > 0 ? ", and " + more + " more" : ""));
    }
}
