package io.peco4j.runtime.plan;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.train.Precision;
import io.peco4j.dsl.Study;
import io.peco4j.runtime.plugin.Plugin;
import java.util.List;
import java.util.Map;

/**
 * What a study comes down to.
 *
 * @param study what was asked for
 * @param dataset opened
 * @param fingerprint of the data
 * @param reader the plugin that the data set comes from
 * @param host what it was planned by
 * @param precision resolved
 * @param stages each once, parents before children
 * @param cells the comparison: each points at the task stage that gives its scores
 */
public record Plan(
        Study study,
        Dataset dataset,
        String fingerprint,
        Plugin reader,
        Host host,
        Precision precision,
        List<Stage> stages,
        List<Cell> cells) {
    public Plan {
        stages = List.copyOf(stages);
        cells = List.copyOf(cells);
    }

    /**
     * A cell of the comparison.
     *
     * @param axes by axis, the name of the choice; only axes that the task depends on
     */
    public record Cell(Map<String, String> axes, String task, long seed, Stage stage) {
        public Cell {
            axes = Map.copyOf(axes);
        }
    }
}
