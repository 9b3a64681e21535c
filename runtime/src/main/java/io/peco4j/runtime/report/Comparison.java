package io.peco4j.runtime.report;

import io.peco4j.dsl.Published;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.RunRecord.Cell;
import io.peco4j.runtime.report.Difference.Noise;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of a study.
 *
 * @param choices by axis: all choices of the study, the baseline first, with results or without; in the study's
 *     order, without axes that no result depends on
 * @param seeds in ascending order
 * @param columns all scores, those of one task together and its main score first
 * @param main the tasks' main scores, and those that are compared with published ones
 * @param rows one for each combination of choices on the axes that vary
 * @param differences for each axis that varies, each task and each choice but the first; those without a pair are left
 *     out
 * @param looks how the number of seeds came about
 * @param controls among the choices of pretraining
 */
public record Comparison(
        Map<String, List<String>> choices,
        List<Long> seeds,
        List<Column> columns,
        List<Column> main,
        List<Row> rows,
        List<Difference> differences,
        Looks looks,
        Controls controls) {

    /** The comparison that the cells make. Order of axes, choices and tasks is that of their first appearance. */
    public static Comparison of(List<Cell> cells) {
        return of(cells, StudyOrder.UNKNOWN, List.of(), Looks.ONCE, Controls.NONE);
    }

    /**
     * The comparison that a run makes, in the order of its study, with every score that something was published about
     * among the main ones: detection is judged by its boxes and by its masks.
     */
    public static Comparison of(RunRecord run) {
        StudyOrder order = StudyOrder.of(run);
        return of(order.sorted(run.cells()), order, run.published(), Looks.of(run), Controls.of(run));
    }

    private static Comparison of(
            List<Cell> cells, StudyOrder order, List<Published> published, Looks looks, Controls controls) {
        Map<String, Set<String>> seen = new LinkedHashMap<>();
        Map<String, Set<Column>> scores = new LinkedHashMap<>();
        Set<Column> main = new LinkedHashSet<>();
        Set<Long> seeds = new TreeSet<>();
        for (Cell cell : cells) {
            cell.axes()
                    .forEach((axis, choice) -> seen.computeIfAbsent(axis, a -> new LinkedHashSet<>(order.choices(a)))
                            .add(choice));
            seeds.add(cell.seed());
            Set<Column> ofTask = scores.computeIfAbsent(cell.task(), task -> new LinkedHashSet<>());
            cell.scores().forEach(score -> ofTask.add(Column.of(cell.task(), score)));
            Set<String> judged = published.stream()
                    .filter(each -> each.task().equals(cell.task()))
                    .map(Published::score)
                    .collect(Collectors.toSet());
            for (int i = 0; i < cell.scores().size(); i++) {
                if (i == 0 || judged.contains(cell.scores().get(i).name())) {
                    main.add(Column.of(cell.task(), cell.scores().get(i)));
                }
            }
        }
        Map<String, List<String>> choices = new LinkedHashMap<>();
        seen.forEach((axis, ofAxis) -> choices.put(axis, List.copyOf(ofAxis)));
        List<String> varying = varying(choices);
        return new Comparison(
                choices,
                List.copyOf(seeds),
                scores.values().stream().flatMap(Set::stream).toList(),
                List.copyOf(main),
                rows(cells, varying),
                new Differences(cells, looks).of(choices, varying, List.copyOf(main)),
                looks,
                controls);
    }

    /** The axes with more than one choice: the table's leading columns. */
    public List<String> axes() {
        return varying(choices);
    }

    /**
     * Whether the row is the best in the column: better than every row with another result, each time by more than the
     * noise of the differences paired over the seeds.
     */
    public boolean best(Row row, Column column) {
        SortedMap<Long, Double> own = row.values().getOrDefault(column, new TreeMap<>());
        boolean beaten = false;
        for (Row each : rows) {
            SortedMap<Long, Double> other = each.values().getOrDefault(column, new TreeMap<>());
            if (!own.isEmpty() && !other.isEmpty() && !other.equals(own)) {
                if (!beats(column, own, other)) {
                    return false;
                }
                beaten = true;
            }
        }
        return beaten;
    }

    private boolean beats(Column column, SortedMap<Long, Double> own, SortedMap<Long, Double> other) {
        List<Long> both = own.keySet().stream().filter(other::containsKey).toList();
        if (both.isEmpty()) {
            return false;
        }
        Difference change = Difference.of("", "", "", column, at(both, other), at(both, own), 0, looks);
        return change.noise() == Noise.MORE_THAN_THE_NOISE
                && column.prefers(change.change().mean(), 0);
    }

    private static List<Double> at(List<Long> seeds, SortedMap<Long, Double> values) {
        return seeds.stream().map(seed -> values.getOrDefault(seed, Double.NaN)).toList();
    }

    private static List<String> varying(Map<String, List<String>> choices) {
        return choices.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * The combinations that occur. A task that does not depend on an axis has its result in every row of that axis; it
     * makes a row of its own only where no other task has a fuller one.
     */
    private static List<Row> rows(List<Cell> cells, List<String> varying) {
        Map<Map<String, String>, List<Integer>> combinations = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            combinations
                    .computeIfAbsent(only(cells.get(i).axes(), varying), any -> new ArrayList<>())
                    .add(i);
        }
        Set<Set<String>> shapes =
                combinations.keySet().stream().map(Map::keySet).collect(Collectors.toCollection(LinkedHashSet::new));
        Set<Map<String, String>> parts = new HashSet<>();
        combinations
                .keySet()
                .forEach(each -> parts(each, shapes)
                        .filter(part -> part.size() < each.size())
                        .forEach(parts::add));
        return combinations.keySet().stream()
                .filter(each -> !parts.contains(each))
                .map(each -> row(
                        each,
                        parts(each, shapes)
                                .flatMap(part -> combinations.getOrDefault(part, List.of()).stream())
                                .sorted()
                                .map(cells::get)
                                .toList()))
                .toList();
    }

    /** The combination without some of its axes, as often as combinations have only the others. */
    private static Stream<Map<String, String>> parts(Map<String, String> combination, Set<Set<String>> shapes) {
        return shapes.stream()
                .filter(combination.keySet()::containsAll)
                .map(shape -> only(combination, List.copyOf(shape)));
    }

    /** @param cells that say something of this combination, in order */
    private static Row row(Map<String, String> combination, List<Cell> cells) {
        Map<Column, SortedMap<Long, Double>> values = new LinkedHashMap<>();
        cells.forEach(cell -> cell.scores()
                .forEach(score -> values.computeIfAbsent(Column.of(cell.task(), score), column -> new TreeMap<>())
                        .put(cell.seed(), score.value())));
        return new Row(combination, values);
    }

    private static Map<String, String> only(Map<String, String> axes, List<String> varying) {
        Map<String, String> kept = new LinkedHashMap<>();
        varying.stream().filter(axes::containsKey).forEach(axis -> kept.put(axis, axes.getOrDefault(axis, "")));
        return kept;
    }
}
