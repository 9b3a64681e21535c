package io.peco4j.runtime.live;

import com.google.gson.Gson;
import io.peco4j.dsl.StudyFile;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.report.LiveReport;
import io.peco4j.runtime.store.ArtifactStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is known of a run while it goes on. Hears of it on the threads that work, and is asked on others. */
public final class LiveRun implements RunView {
    private final Plan plan;
    private final ArtifactStore store;
    private final String command;
    private final UnaryOperator<RunRecord> soFar;
    private final Clock clock;
    private final Instant started;
    private final Map<String, StageRecord> finished = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();
    private final Map<String, String> working = new LinkedHashMap<>();
    private @Nullable RunRecord kept;
    private int changes;
    private boolean over;

    /**
     * A run that begins.
     *
     * @param store where its stages are kept
     * @param command how it was started
     * @param soFar adds to a record of these stages what is known of the run beside them
     */
    public LiveRun(Plan plan, ArtifactStore store, String command, UnaryOperator<RunRecord> soFar, Clock clock) {
        this.plan = plan;
        this.store = store;
        this.command = command;
        this.soFar = soFar;
        this.clock = clock;
        this.started = clock.instant();
    }

    @Override
    public synchronized void on(Event event) {
        if (event instanceof Event.StageReused reused) {
            finished(reused.stage());
        } else if (event instanceof Event.StageStarted begun) {
            working.put(begun.stage().key(), name(begun.stage()));
        } else if (event instanceof Event.StepDone step) {
            working.put(step.stage().key(), name(step.stage()) + ", step " + step.step() + " of " + step.steps());
        } else if (event instanceof Event.Progress part) {
            String of = name(part.stage()) + ", " + part.what() + " " + part.done() + " of " + part.total();
            working.put(part.stage().key(), of);
        } else if (event instanceof Event.StageFinished done) {
            finished(done.stage());
        } else if (event instanceof Event.StageFailed failed) {
            failed(failed.stage(), "failed " + failed.reason());
        } else if (event instanceof Event.StageNotRun left) {
            failed(left.stage(), "not run, because " + name(left.parent()) + " has no result");
        }
    }

    @Override
    public synchronized void kept(RunRecord run) {
        kept = run;
        changes++;
    }

    /** Nothing follows any more. */
    public synchronized void over() {
        if (!over) {
            over = true;
            changes++;
        }
    }

    private void finished(StageInfo stage) {
        working.remove(stage.key());
        store.record(stage.key()).ifPresent(record -> finished.put(stage.key(), record.as(stage)));
        changes++;
    }

    private void failed(StageInfo stage, String how) {
        working.remove(stage.key());
        failures.add(name(stage) + ": " + how);
        changes++;
    }

    /** Another one whenever there is more to see. */
    public synchronized String version() {
        return started.toEpochMilli() + "-" + changes;
    }

    /** The version, and what happens at the moment, in JSON. */
    public synchronized String state() {
        return new Gson().toJson(Map.of("version", version(), "now", now()));
    }

    /** The page. */
    public String page() {
        RunRecord run;
        String version;
        String now;
        synchronized (this) {
            run = kept == null ? soFar.apply(record()) : kept;
            version = version();
            now = now();
        }
        return new LiveReport(run, store::folder).html(version, now);
    }

    private String now() {
        String stages = finished.size() + " of " + plan.stages().size() + " stages are finished";
        if (over) {
            return "This run is over: " + stages + ".";
        }
        return "This run goes on: " + stages
                + (working.isEmpty() ? "." : "; at work: " + String.join("; ", working.values()) + ".");
    }

    private RunRecord record() {
        List<RunRecord.Cell> cells = new ArrayList<>();
        for (Plan.Cell cell : plan.cells()) {
            StageRecord stage = finished.get(cell.stage().key());
            if (stage != null) {
                cells.add(new RunRecord.Cell(
                        cell.axes(), cell.task(), cell.seed(), cell.stage().key(), stage.scores()));
            }
        }
        return new RunRecord(
                plan.study().name(),
                StudyFile.write(plan.study()),
                command,
                started.toString(),
                Duration.between(started, clock.instant()).toMillis() / 1000.0,
                plan.stages().stream()
                        .map(Stage::key)
                        .filter(finished::containsKey)
                        .map(finished::get)
                        .toList(),
                List.of(),
                cells,
                failures,
                plan.study().published(),
                List.of());
    }

    private static String name(StageInfo stage) {
        return stage.kind() + " " + stage.name() + ", seed " + stage.seed();
    }
}
