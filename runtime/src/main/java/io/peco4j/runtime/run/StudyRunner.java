package io.peco4j.runtime.run;

import io.peco4j.dsl.StudyFile;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.plan.DataSummary;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.problem.Obstacle;
import io.peco4j.runtime.record.DataRecord;
import io.peco4j.runtime.record.Provenance;
import io.peco4j.runtime.record.Records;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.record.WholeFile;
import io.peco4j.runtime.run.StageFailedException.Doing;
import io.peco4j.runtime.store.ArtifactStore;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Runs a plan, one stage after the other, and leaves the record of the run.
 *
 * <p>A stage that fails, whatever it throws, takes only those with it that build on it; the others run, and the record
 * is written. One thread.
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
     * Runs what is not finished yet. Whatever a stage throws is its failure alone.
     *
     * @param folder of the run: gets the study and {@code run.json}
     * @param command how the run was started, for the record
     * @param estimate how long it will take, zero if unknown
     * @return what came of it; its failures name every stage that has no result, and {@code run.json} if that could not
     *     be written
     * @throws UncheckedIOException if the study cannot be written into the folder; nothing was begun then
     * @throws CancellationException if the thread is interrupted; what is finished stays, and a checkpoint of the rest
     */
    public RunRecord run(Plan plan, Path folder, String command, Duration estimate) {
        Instant started = clock.instant();
        List<String> reused =
                plan.stages().stream().map(Stage::key).filter(store::finished).toList();
        String text = StudyFile.write(plan.study());
        WholeFile.write(folder.resolve("study.conf"), text);
        SkippedExamples hearing = new SkippedExamples(listener);
        hearing.on(new Event.StudyStarted(
                plan.study().name(),
                plan.stages().stream().map(Stage::info).toList(),
                reused.size(),
                estimate,
                folder));
        DataSummary.of(plan).forEach(line -> listener.on(new Event.Note(line)));

        Map<String, StageRecord> finished = new LinkedHashMap<>();
        List<String> failures = new ArrayList<>();
        StageRunner runner = new StageRunner(plan, store, provenance, hearing);
        for (Stage stage : plan.stages()) {
            run(stage, runner, finished, hearing).ifPresent(failures::add);
        }
        int failed = failures.size();
        hearing.summary().ifPresent(skipped -> listener.on(new Event.Warning(skipped)));

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
                plan.study().published(),
                data(plan));
        record = written(record, folder.resolve("run.json"));
        listener.on(new Event.StudyFinished(plan.study().name(), wall, failed));
        return record;
    }

    /** Empty if all went well, else what did not. */
    private Optional<String> run(Stage stage, StageRunner runner, Map<String, StageRecord> finished, Listener hearing) {
        for (Stage parent : stage.parents()) {
            if (!finished.containsKey(parent.key())) {
                hearing.on(new Event.StageNotRun(stage.info(), parent.info()));
                return Optional.of(StageFailedException.name(stage.info()) + ": not run, because "
                        + StageFailedException.name(parent.info()) + " has no result");
            }
        }
        try {
            Optional<StageRecord> stored = store.record(stage.key());
            if (stored.isPresent()) {
                hearing.on(new Event.StageReused(stage.info()));
                finished.put(stage.key(), stored.get().as(stage.info()));
            } else {
                store.damage(stage.key())
                        .ifPresent(what -> hearing.on(
                                new Event.Warning("the artifact of " + StageFailedException.name(stage.info())
                                        + " is damaged, and is made again: " + what)));
                finished.put(stage.key(), runner.run(stage));
            }
            return Optional.empty();
        } catch (StageFailedException e) {
            return Optional.of(failed(stage, e, hearing));
        } catch (RuntimeException | Error e) {
            return Optional.of(failed(stage, new StageFailedException(stage.info(), Doing.OPENING, e), hearing));
        }
    }

    /** Whatever comes out of a stage of an interrupted thread is the interrupt's doing, and ends the study. */
    private static String failed(Stage stage, StageFailedException failure, Listener hearing) {
        Throwable cause = Objects.requireNonNull(failure.getCause());
        if (Thread.currentThread().isInterrupted()) {
            throw cause instanceof CancellationException cancelled
                    ? cancelled
                    : (CancellationException) new CancellationException("interrupted").initCause(cause);
        }
        String reason = Objects.requireNonNull(failure.getMessage());
        hearing.on(new Event.StageFailed(stage.info(), reason, cause));
        return StageFailedException.name(stage.info()) + ": failed " + reason;
    }

    private static RunRecord written(RunRecord record, Path file) {
        try {
            Records.write(file, record);
            return record;
        } catch (UncheckedIOException e) {
            List<String> failures = new ArrayList<>(record.failures());
            failures.add("the record of the run is not written: " + Obstacle.line(e));
            return record.with(failures);
        }
    }

    private static List<DataRecord> data(Plan plan) {
        return plan.datasets().stream()
                .map(data -> new DataRecord(
                        data.place(), data.component().name(), data.fingerprint(), DataSummary.of(data.dataset())))
                .toList();
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
