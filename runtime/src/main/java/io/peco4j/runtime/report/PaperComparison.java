package io.peco4j.runtime.report;

import io.peco4j.dsl.Published;
import io.peco4j.runtime.record.RunRecord.Cell;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was published about some choices, beside what a run measured: one score of one task. */
final class PaperComparison {
    private final Published published;
    private final List<Cell> cells;
    private final Optional<Column> column;
    private final int seeds;
    private final Looks looks;

    /** @param comparison that the cells make */
    PaperComparison(Published published, List<Cell> cells, Comparison comparison) {
        this.published = published;
        this.cells = cells.stream()
                .filter(cell -> cell.task().equals(published.task()))
                .toList();
        List<Column> columns = published.score().isEmpty() ? comparison.main() : comparison.columns();
        this.column = columns.stream()
                .filter(each -> each.task().equals(published.task()))
                .filter(each -> published.score().isEmpty() || each.score().equals(published.score()))
                .findFirst();
        this.seeds = comparison.seeds().size();
        this.looks = comparison.looks();
    }

    /** What was published. */
    Published published() {
        return published;
    }

    /** The score that is compared; empty if the task has no such result. */
    Optional<Column> column() {
        return column;
    }

    /** How many seeds the run has. */
    int seeds() {
        return seeds;
    }

    /** How the number of seeds came about. */
    Looks looks() {
        return looks;
    }

    /**
     * The score over the seeds, for each seed averaged over the same choices on the other axes; empty if the choice has
     * no result.
     */
    Optional<Statistic> measured(String choice) {
        return results(choice).map(same -> Statistic.of(same.means(value -> value)));
    }

    /** How many results of the choice {@link #measured} leaves out. */
    int left(String choice) {
        return results(choice).map(SameInEachSeed::left).orElse(0);
    }

    private Optional<SameInEachSeed<Double>> results(String choice) {
        Map<Map<String, String>, SortedMap<Long, Double>> combinations = new LinkedHashMap<>();
        for (Cell cell : cells) {
            if (cell.axes().containsValue(choice)) {
                cell.scores().stream()
                        .filter(score -> column.filter(Column.of(cell.task(), score)::equals)
                                .isPresent())
                        .forEach(score -> combinations
                                .computeIfAbsent(cell.axes(), any -> new TreeMap<>())
                                .put(cell.seed(), score.value()));
            }
        }
        return SameInEachSeed.of(combinations.values());
    }

    /** The published relations, each with the difference that was measured. */
    List<PaperPair> pairs() {
        Differences differences = new Differences(cells, looks);
        return published.relations().stream()
                .map(relation -> new PaperPair(
                        relation,
                        column.flatMap(main -> axis(relation.first())
                                        .flatMap(axis ->
                                                differences.between(axis, relation.first(), relation.second(), main)))
                                .orElse(null)))
                .toList();
    }

    /** Choices of the published orders without a result. */
    List<String> missing() {
        return published.relations().stream()
                .flatMap(relation -> List.of(relation.first(), relation.second()).stream())
                .distinct()
                .filter(choice -> measured(choice).isEmpty())
                .toList();
    }

    /** The axis of a choice: a study sees to it that there is one only. */
    private Optional<String> axis(String choice) {
        return cells.stream()
                .flatMap(cell -> cell.axes().entrySet().stream())
                .filter(entry -> entry.getValue().equals(choice))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
