package io.peco4j.runtime.record;

import io.peco4j.api.task.Score;
import io.peco4j.dsl.Published;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run of a study, as {@code run.json} in its folder.
 *
 * @param study its name
 * @param text the study in HOCON
 * @param command how it was started
 * @param started ISO 8601, UTC
 * @param seconds wall time of this run
 * @param stages all stages of the study in order of execution, finished ones only
 * @param reused keys of those that this run found finished
 * @param cells one for each combination of the axes, task and seed
 * @param failures what failed, in words
 * @param published what the report shows next to the results
 * @param data the data sets, the study's first
 * @param stopping how the seeds came about, if they were added one by one: one entry then, else none
 * @param work how this run came by the stages that it did not find finished
 */
public record RunRecord(
        String study,
        String text,
        String command,
        String started,
        double seconds,
        List<StageRecord> stages,
        List<String> reused,
        List<Cell> cells,
        List<String> failures,
        @Later List<Published> published,
        @Later List<DataRecord> data,
        @Later List<Stopping> stopping,
        @Later List<StageWork> work) {
    public RunRecord {
        stages = List.copyOf(stages);
        reused = List.copyOf(reused);
        cells = List.copyOf(cells);
        failures = List.copyOf(failures);
        published = List.copyOf(published);
        data = List.copyOf(data);
        stopping = List.copyOf(stopping);
        work = List.copyOf(work);
    }

    /** A run over the seeds of its study. */
    public RunRecord(
            String study,
            String text,
            String command,
            String started,
            double seconds,
            List<StageRecord> stages,
            List<String> reused,
            List<Cell> cells,
            List<String> failures,
            List<Published> published,
            List<DataRecord> data) {
        this(
                study, text, command, started, seconds, stages, reused, cells, failures, published, data, List.of(),
                List.of());
    }

    /** The same with other failures. */
    public RunRecord with(List<String> others) {
        return new RunRecord(
                study, text, command, started, seconds, stages, reused, cells, others, published, data, stopping, work);
    }

    /** The same with how its seeds came about. */
    public RunRecord with(Stopping rule) {
        return new RunRecord(
                study,
                text,
                command,
                started,
                seconds,
                stages,
                reused,
                cells,
                failures,
                published,
                data,
                List.of(rule),
                work);
    }

    /**
     * The same as a part of a run that had come to another record before: it began then, and found finished only what
     * that did.
     */
    public RunRecord continuing(RunRecord before) {
        Set<String> made = before.stages.stream()
                .map(stage -> stage.stage().key())
                .filter(key -> !before.reused.contains(key))
                .collect(Collectors.toSet());
        Set<String> again = work.stream().map(StageWork::stage).collect(Collectors.toSet());
        Duration since = Duration.between(Instant.parse(before.started), Instant.parse(started));
        return new RunRecord(
                study,
                text,
                command,
                before.started,
                since.toMillis() / 1000.0 + seconds,
                stages,
                reused.stream().filter(key -> !made.contains(key)).toList(),
                cells,
                failures,
                published,
                data,
                stopping,
                Stream.concat(before.work.stream().filter(each -> !again.contains(each.stage())), work.stream())
                        .toList());
    }

    /**
     * A cell of the comparison.
     *
     * @param axes by axis ({@code encoder}, {@code tokenizer}, {@code pretraining}): the name of the choice, only axes
     *     that the task depends on
     * @param task the study's name of the task
     * @param seed the study's seed
     * @param stage key of the task's stage
     * @param scores the main one first
     */
    public record Cell(Map<String, String> axes, String task, long seed, String stage, List<Score> scores) {
        public Cell {
            axes = Collections.unmodifiableMap(new LinkedHashMap<>(axes));
            scores = List.copyOf(scores);
        }
    }
}
