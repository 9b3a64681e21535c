package io.peco4j.datasets.coco;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts in words; those of nothing are left out. */
final class Counts {
    private final List<String> words = new ArrayList<>();

    Counts add(int count, String one, String many) {
        if (count > 0) {
            words.add(count + " " + (count == 1 ? one : many));
        }
        return this;
    }

    /** All in one line; empty if there are none. */
    Optional<String> line(String beginning) {
        return words.isEmpty() ? Optional.empty() : Optional.of(beginning + String.join("; ", words));
    }
}
