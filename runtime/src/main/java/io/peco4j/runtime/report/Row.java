package io.peco4j.runtime.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A row of the comparison: one combination of the choices.
 *
 * @param choices by axis; an axis that the row's tasks do not depend on is absent
 * @param values by column, then by seed
 */
public record Row(Map<String, String> choices, Map<Column, SortedMap<Long, Double>> values) {
    public Row {
        choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
        Map<Column, SortedMap<Long, Double>> copy = new LinkedHashMap<>();
        values.forEach((column, bySeed) -> copy.put(column, Collections.unmodifiableSortedMap(new TreeMap<>(bySeed))));
        values = Collections.unmodifiableMap(copy);
    }

    /** Mean and deviation over the seeds; empty if the task has no result for this row. */
    public Optional<Statistic> at(Column column) {
        return Optional.ofNullable(values.get(column)).map(bySeed -> Statistic.of(bySeed.values()));
    }
}
