package io.peco4j.runtime.compare;

import io.peco4j.api.task.Score;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.RunRecord.Cell;
import io.peco4j.runtime.report.Column;
import io.peco4j.runtime.report.Difference;
import io.peco4j.runtime.report.Looks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A main score that two runs have for the same choices.
 *
 * @param choices by axis
 * @param task the study's name of the task
 * @param score of the task, the first of its scores
 * @param first values of the first run by seed, at least one
 * @param second values of the second run by seed, at least one
 */
public record SharedResult(
        Map<String, String> choices,
        String task,
        Score score,
        SortedMap<Long, Double> first,
        SortedMap<Long, Double> second) {

    /** A combination of choices, a task and its main score. */
    private record Place(Map<String, String> choices, String task, String score, String unit) {}

    /** The results that both runs have, in the order of the first one. */
    static List<SharedResult> of(RunRecord first, RunRecord second) {
        Map<Place, SortedMap<Long, Double>> before = values(first);
        Map<Place, SortedMap<Long, Double>> after = values(second);
        List<SharedResult> shared = new ArrayList<>();
        for (Cell cell : first.cells()) {
            Optional<Place> place = place(cell);
            if (place.isEmpty() || !after.containsKey(place.get())) {
                continue;
            }
            SortedMap<Long, Double> own = before.remove(place.get());
            if (own != null) {
                shared.add(
                        new SharedResult(cell.axes(), cell.task(), cell.scores().get(0), own, after.get(place.get())));
            }
        }
        return List.copyOf(shared);
    }

    private static Map<Place, SortedMap<Long, Double>> values(RunRecord run) {
        Map<Place, SortedMap<Long, Double>> values = new LinkedHashMap<>();
        for (Cell cell : run.cells()) {
            place(cell)
                    .ifPresent(place -> values.computeIfAbsent(place, each -> new TreeMap<>())
                            .put(cell.seed(), cell.scores().get(0).value()));
        }
        return values;
    }

    private static Optional<Place> place(Cell cell) {
        return cell.scores().stream()
                .findFirst()
                .map(score -> new Place(cell.axes(), cell.task(), score.name(), score.unit()));
    }

    /** The second minus the first, paired over the seeds that both have; empty if there is none. */
    public Optional<Difference> change(Looks looks) {
        List<Double> before = new ArrayList<>();
        List<Double> after = new ArrayList<>();
        first.forEach((seed, value) -> {
            Double other = second.get(seed);
            if (other != null) {
                before.add(value);
                after.add(other);
            }
        });
        int left = Math.max(first.size(), second.size()) - before.size();
        return before.isEmpty()
                ? Optional.empty()
                : Optional.of(Difference.of("", "", "", Column.of(task, score), before, after, left, looks));
    }
}
