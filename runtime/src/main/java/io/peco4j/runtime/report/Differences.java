package io.peco4j.runtime.report;

import io.peco4j.runtime.record.RunRecord.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** Pairs the cells of a study that differ in one choice. */
final class Differences {
    private final List<Cell> cells;
    private final Looks looks;

    Differences(List<Cell> cells, Looks looks) {
        this.cells = cells;
        this.looks = looks;
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
        SortedMap<Long, List<double[]>> pairs = new TreeMap<>();
        for (Cell from : cells) {
            for (Cell to : cells) {
                if (paired(axis, baseline, choice, from, to)) {
                    OptionalDouble before = value(from, column);
                    OptionalDouble after = value(to, column);
                    if (before.isPresent() && after.isPresent()) {
                        pairs.computeIfAbsent(from.seed(), seed -> new ArrayList<>())
                                .add(new double[] {before.getAsDouble(), after.getAsDouble()});
                    }
                }
            }
        }
        if (pairs.isEmpty()) {
            return Optional.empty();
        }
        List<Double> of = means(pairs, 0);
        List<Double> to = means(pairs, 1);
        List<Double> change = new ArrayList<>();
        for (int i = 0; i < of.size(); i++) {
            change.add(to.get(i) - of.get(i));
        }
        return Optional.of(new Difference(
                axis, baseline, choice, column, Statistic.of(of), Statistic.of(to), Statistic.of(change), looks));
    }

    /** One task and seed, the two choices on the axis, and no other axis on which both chose differently. */
    private static boolean paired(String axis, String baseline, String choice, Cell from, Cell to) {
        return from.seed() == to.seed()
                && from.task().equals(to.task())
                && baseline.equals(from.axes().get(axis))
                && choice.equals(to.axes().get(axis))
                && from.axes().entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(axis))
                        .allMatch(entry -> to.axes()
                                .getOrDefault(entry.getKey(), entry.getValue())
                                .equals(entry.getValue()));
    }

    private static OptionalDouble value(Cell cell, Column column) {
        return cell.scores().stream()
                .filter(score -> Column.of(cell.task(), score).equals(column))
                .mapToDouble(score -> score.value())
                .findFirst();
    }

    private static List<Double> means(SortedMap<Long, List<double[]>> pairs, int side) {
        return pairs.values().stream()
                .map(ofSeed -> ofSeed.stream().mapToDouble(pair -> pair[side]).sum() / ofSeed.size())
                .toList();
    }
}
