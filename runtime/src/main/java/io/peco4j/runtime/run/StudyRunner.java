package io.peco4j.runtime.run;

import io.peco4j.dsl.StudyFile;
import io.peco4j.runtime.engine.ThisMachine;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Forecast;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.launch.GraphRun;
import io.peco4j.runtime.launch.Launcher;
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
import io.peco4j.runtime.store.ArtifactStore;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Runs a plan and leaves the record of the run.
 *
 * <p>A stage that fails, whatever it throws, takes only those with it that build on it; the others run, and the record
 * is written, in the order of the plan whatever ended first. One thread, which also hears all events.
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

    /** {@link #run(Plan, Path, String, Forecast, Launcher)} in this process, one stage after the other. */
    public RunRecord run(Plan plan, Path folder, String command) {
        return run(plan, folder, command, Forecast.UNKNOWN, new LocalLauncher(plan, store, provenance));
    }

    /**
     * Runs what is not finished yet. Whatever a stage throws is its failure alone.
     *
     * @param folder of the run: gets the study and {@code run.json}
     * @param command how the run was started, for the record
     * @param forecast how long it will take
     * @param launcher runs the stages
     * @return what came of it; its failures name every stage that has no result, and {@code run.json} if that could not
     *     be written
     * @throws UncheckedIOException if the study cannot be written into the folder; nothing was begun then
     * @throws CancellationException if the thread is interrupted; what is finished stays, and a checkpoint of the rest
     */
    public RunRecord run(Plan plan, Path folder, String command, Forecast forecast, Launcher launcher) {
        Instant started = clock.instant();
        List<String> reused =
                plan.stages().stream().map(Stage::key).filter(store::finished).toList();
        String text = StudyFile.write(plan.study());
        WholeFile.write(folder.resolve("study.conf"), text);
        WorkOnStages work = new WorkOnStages(ThisMachine.worker(provenance.threads()));
        SkippedExamples hearing = new SkippedExamples(listener.and(work));
        hearing.on(new Event.StudyStarted(
                plan.study().name(),
                plan.stages().stream().map(Stage::info).toList(),
                reused.size(),
                forecast,
                folder));
        DataSummary.of(plan).forEach(line -> listener.on(new Event.Note(line)));

        GraphRun.Outcome outcome = new GraphRun(plan.stages(), launcher, store, hearing).run();
        hearing.summary().ifPresent(skipped -> listener.on(new Event.Warning(skipped)));

        Duration wall = Duration.between(started, clock.instant());
        RunRecord record = new RunRecord(
                plan.study().name(),
                text,
                command,
                started.toString(),
                wall.toMillis() / 1000.0,
                List.copyOf(outcome.finished().values()),
                reused,
                cells(plan, outcome.finished()),
                outcome.failures(),
                plan.study().published(),
                data(plan),
                List.of(),
                work.of(plan.stages(), outcome.losses()));
        record = written(record, folder.resolve("run.json"));
        listener.on(new Event.StudyFinished(
                plan.study().name(), wall, outcome.failures().size()));
        return record;
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

    private static List<RunRecord.Cell> cells(Plan plan, Map<Stage, StageRecord> finished) {
        List<RunRecord.Cell> cells = new ArrayList<>();
        for (Plan.Cell cell : plan.cells()) {
            StageRecord record = finished.get(cell.stage());
            if (record != null) {
                cells.add(new RunRecord.Cell(
                        cell.axes(), cell.task(), cell.seed(), cell.stage().key(), record.scores()));
            }
        }
        return cells;
    }
}
