package io.peco4j.runtime.record;

import java.util.List;

/**
 * A data set that a run used.
 *
 * @param place where the study names it first: {@code data}, or {@code task.flowers.data} for a task's own
 * @param component its id
 * @param fingerprint of what it holds; the provenance of every stage that read it has the same
 * @param summary its splits and classes, then its notes; each a line for a person
 */
public record DataRecord(String place, String component, String fingerprint, List<String> summary) {
    public DataRecord {
        summary = List.copyOf(summary);
    }
}
