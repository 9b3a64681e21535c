package io.peco4j.runtime.report;

import io.peco4j.runtime.record.RunRecord.Cell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** Pairs the cells of a study that differ in one choice. */
final class Differences {
    /** By task, axis and choice there, then by seed: cells in their order. */
    private final Map<List<String>, Map<Long, List<Cell>>> chosen = new HashMap<>();

    private final Looks looks;

    Differences(List<Cell> cells, Looks looks) {
        this.looks = looks;
        for (Cell cell : cells) {
            cell.axes()
                    .forEach((axis, choice) -> chosen.computeIfAbsent(
                                    List.of(cell.task(), axis, choice), any -> new LinkedHashMap<>())
                            .computeIfAbsent(cell.seed(), any -> new ArrayList<>())
                            .add(cell));
        }
    }

    List<Difference> of(Map<String, List<String>> choices, List<String> axes, List<Column> columns) {
        List<Difference> differences = new ArrayList<>();
        for (String axis : axes) {
            List<String> ofAxis = choices.getOrDefault(axis, List.of());
            for (String choice : ofAxis.subList(1, ofAxis.size())) {
                for (Column column : columns) {
                    between(axis, ofAxis.get(0), choice, column).ifPresent(differences::add);
                }
            }
        }
        return List.copyOf(differences);
    }

    /** How the choice differs from the baseline; empty if no pair of cells has both. */
    Optional<Difference> between(String axis, String baseline, String choice, Column column) {
        Map<List<Map<String, String>>, SortedMap<Long, Pair>> pairs = new LinkedHashMap<>();
        Map<Long, List<Cell>> others = cells(column.task(), axis, choice);
        cells(column.task(), axis, baseline)
                .forEach((seed, ofSeed) -> pairs(ofSeed, others.getOrDefault(seed, List.of()), axis, column)
                        .forEach(pair -> pairs.computeIfAbsent(pair.choices(), any -> new TreeMap<>())
                                .put(seed, pair)));
        return SameInEachSeed.of(pairs.values())
                .map(same -> Difference.of(
                        axis,
                        baseline,
                        choice,
                        column,
                        same.means(Pair::before),
                        same.means(Pair::after),
                        same.left(),
                        looks));
    }

    private Map<Long, List<Cell>> cells(String task, String axis, String choice) {
        return chosen.getOrDefault(List.of(task, axis, choice), Map.of());
    }

    /**
     * Two scores of one seed.
     *
     * @param choices of both, by axis
     */
    private record Pair(List<Map<String, String>> choices, double before, double after) {}

    private static List<Pair> pairs(List<Cell> baselines, List<Cell> choices, String axis, Column column) {
        List<Pair> pairs = new ArrayList<>();
        for (Cell from : baselines) {
            for (Cell to : choices) {
                if (paired(axis, from, to)) {
                    OptionalDouble before = value(from, column);
                    OptionalDouble after = value(to, column);
                    if (before.isPresent() && after.isPresent()) {
                        pairs.add(new Pair(List.of(from.axes(), to.axes()), before.getAsDouble(), after.getAsDouble()));
                    }
                }
            }
        }
        return pairs;
    }

    /** Whether there is no axis but this one on which both chose differently. */
    private static boolean paired(String axis, Cell from, Cell to) {
        return from.axes().entrySet().stream()
                .filter(entry -> !entry.getKey().equals(axis))
                .allMatch(entry ->
                        to.axes().getOrDefault(entry.getKey(), entry.getValue()).equals(entry.getValue()));
    }

    private static OptionalDouble value(Cell cell, Column column) {
        return cell.scores().stream()
                .filter(score -> Column.of(cell.task(), score).equals(column))
                .mapToDouble(score -> score.value())
                .findFirst();
    }
}
