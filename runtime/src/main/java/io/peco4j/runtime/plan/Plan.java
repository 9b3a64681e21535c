package io.peco4j.runtime.plan;

import io.peco4j.api.train.Precision;
import io.peco4j.dsl.Study;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a study comes down to.
 *
 * @param study what was asked for
 * @param datasets opened, each once; the study's first, then those of tasks that have their own
 * @param host what it was planned by
 * @param precision resolved
 * @param stages each once, parents before children
 * @param cells the comparison: each points at the task stage that gives its scores
 */
public record Plan(
        Study study, List<OpenData> datasets, Host host, Precision precision, List<Stage> stages, List<Cell> cells) {
    public Plan {
        datasets = List.copyOf(datasets);
        stages = List.copyOf(stages);
        cells = List.copyOf(cells);
    }

    /** The study's own data set. */
    public OpenData data() {
        return data(OpenData.STUDY);
    }

    /** Whether anything is compared: whether some axis that a task depends on has several choices. */
    public boolean compares() {
        Map<String, Set<String>> choices = new HashMap<>();
        cells.forEach(cell -> cell.axes()
                .forEach((axis, choice) ->
                        choices.computeIfAbsent(axis, any -> new HashSet<>()).add(choice)));
        return choices.values().stream().anyMatch(each -> each.size() > 1);
    }

    /** The data set that a stage of this plan reads. */
    public OpenData data(Stage stage) {
        return data(stage.data());
    }

    private OpenData data(String place) {
        return datasets.stream()
                .filter(each -> each.place().equals(place))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the plan has no data set " + place));
    }

    /**
     * A cell of the comparison.
     *
     * @param axes by axis, the name of the choice; only axes that the task depends on
     */
    public record Cell(Map<String, String> axes, String task, long seed, Stage stage) {
        public Cell {
            axes = Collections.unmodifiableMap(new LinkedHashMap<>(axes));
        }
    }
}
