package io.peco4j.runtime.run;

import io.peco4j.api.dsl.StudyFile;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.plugin.PluginFailureException;
import io.peco4j.runtime.record.Provenance;
import io.peco4j.runtime.record.Records;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.record.WholeFile;
import io.peco4j.runtime.store.ArtifactStore;
import io.peco4j.runtime.train.TrainingFailedException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a plan, one stage after the other, and leaves the record of the run.
 *
 * <p>A stage that fails takes only those with it that build on it; the others run. One thread.
 */
public final class StudyRunner {
    private final ArtifactStore store;
    private final Provenance provenance;
    private final Listener listener;
    private final Clock clock;

    public StudyRunner(ArtifactStore store, Provenance provenance, Listener listener, Clock clock) {
        this.store = store;
        this.provenance = provenance;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Runs what is not finished yet.
     *
     * @param folder of the run: gets the study and {@code run.json}
     * @param command how the run was started, for the record
     * @param estimate how long it will take, zero if unknown
     * @throws InvalidInputException if an example or a weight file turns out to be wrong; what is finished stays
     */
    public RunRecord run(Plan plan, Path folder, String command, Duration estimate) {
        Instant started = clock.instant();
        List<String> reused =
                plan.stages().stream().map(Stage::key).filter(store::finished).toList();
        String text = StudyFile.write(plan.study());
        WholeFile.write(folder.resolve("study.conf"), text);
        listener.on(new Event.StudyStarted(
                plan.study().name(),
                plan.stages().stream().map(Stage::info).toList(),
                reused.size(),
                estimate,
                folder));

        Map<String, StageRecord> finished = new LinkedHashMap<>();
        List<String> failures = new ArrayList<>();
        StageRunner runner = new StageRunner(plan, store, provenance, listener);
        for (Stage stage : plan.stages()) {
            run(stage, runner, finished).ifPresent(failure -> {
                failures.add(failure);
                listener.on(new Event.StageFailed(stage.info(), failure));
            });
        }

        Duration wall = Duration.between(started, clock.instant());
        RunRecord record = new RunRecord(
                plan.study().name(),
                text,
                command,
                started.toString(),
                wall.toMillis() / 1000.0,
                List.copyOf(finished.values()),
                reused,
                cells(plan, finished),
                failures,
                plan.study().published());
        Records.write(folder.resolve("run.json"), record);
        listener.on(new Event.StudyFinished(plan.study().name(), wall, failures.size()));
        return record;
    }

    /** Empty if all went well, else what did not. */
    private Optional<String> run(Stage stage, StageRunner runner, Map<String, StageRecord> finished) {
        String name = stage.info().kind() + " " + stage.info().name() + ", seed "
                + stage.info().seed();
        for (Stage parent : stage.parents()) {
            if (!finished.containsKey(parent.key())) {
                return Optional.of(name + ": not run, because " + parent.info().kind() + " "
                        + parent.info().name() + " failed");
            }
        }
        try {
            Optional<StageRecord> stored = store.record(stage.key());
            if (stored.isPresent()) {
                listener.on(new Event.StageReused(stage.info()));
                finished.put(stage.key(), stored.get().as(stage.info()));
            } else {
                store.damage(stage.key())
                        .ifPresent(what -> listener.on(new Event.Warning(
                                "the artifact of " + name + " is damaged, and is made again: " + what)));
                finished.put(stage.key(), runner.run(stage));
            }
            return Optional.empty();
        } catch (TrainingFailedException | PluginFailureException | UncheckedIOException e) {
            return Optional.of(name + ": " + e.getMessage());
        }
    }

    private static List<RunRecord.Cell> cells(Plan plan, Map<String, StageRecord> finished) {
        List<RunRecord.Cell> cells = new ArrayList<>();
        for (Plan.Cell cell : plan.cells()) {
            StageRecord record = finished.get(cell.stage().key());
            if (record != null) {
                cells.add(new RunRecord.Cell(
                        cell.axes(), cell.task(), cell.seed(), cell.stage().key(), record.scores()));
            }
        }
        return cells;
    }
}
