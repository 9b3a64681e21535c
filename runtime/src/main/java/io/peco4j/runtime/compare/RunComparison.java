package io.peco4j.runtime.compare;

import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.report.Looks;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Two runs beside each other.
 *
 * @param study what their studies have otherwise, by key
 * @param conditions what stages of the one were made with otherwise than those of the other
 * @param results what both have a result for
 * @param looks how the number of seeds came about in the run whose intervals are wider
 */
public record RunComparison(List<Change> study, List<Change> conditions, List<SharedResult> results, Looks looks) {
    public RunComparison {
        study = List.copyOf(study);
        conditions = List.copyOf(conditions);
        results = List.copyOf(results);
    }

    /** The comparison of two runs, whatever their studies. */
    public static RunComparison of(RunRecord first, RunRecord second) {
        return new RunComparison(
                Change.between(Change.settings(first.text()), Change.settings(second.text())).stream()
                        .sorted(Comparator.comparing(Change::what))
                        .toList(),
                conditions(first, second),
                SharedResult.of(first, second),
                Looks.of(first).wider(Looks.of(second)));
    }

    /**
     * Each change once that some stage has which both runs finished: a run may have found some stages done that others
     * made elsewhere. Where they have no stage in common, all that the stages of each were made with.
     */
    private static List<Change> conditions(RunRecord first, RunRecord second) {
        if (first.stages().isEmpty() || second.stages().isEmpty()) {
            return List.of();
        }
        List<RepeatedStage> both = Reproduction.of(first, second).stages().stream()
                .filter(stage -> stage.again() != null)
                .toList();
        return both.isEmpty()
                ? Change.between(all(first), all(second))
                : both.stream()
                        .flatMap(stage -> stage.causes().stream())
                        .distinct()
                        .toList();
    }

    /** By fact: its values over all stages. */
    private static Map<String, String> all(RunRecord run) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        run.stages()
                .forEach(stage -> Change.facts(stage.provenance())
                        .forEach((fact, value) -> values.computeIfAbsent(fact, first -> new TreeSet<>())
                                .add(value)));
        Map<String, String> all = new LinkedHashMap<>();
        values.forEach((fact, each) -> all.put(fact, String.join(", ", each)));
        return all;
    }
}
