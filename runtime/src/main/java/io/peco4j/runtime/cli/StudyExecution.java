package io.peco4j.runtime.cli;

import io.peco4j.runtime.event.Forecast;
import io.peco4j.runtime.launch.Launcher;
import io.peco4j.runtime.live.RunView;
import io.peco4j.runtime.problem.Obstacle;
import io.peco4j.runtime.problem.WrappedText;
import io.peco4j.runtime.record.Provenance;
import io.peco4j.runtime.record.Records;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.report.Report;
import io.peco4j.runtime.run.LocalLauncher;
import io.peco4j.runtime.run.Provenances;
import io.peco4j.runtime.run.StudyRunner;
import io.peco4j.runtime.text.ShellWords;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Runs a planned study, writes its report, and says what failed.
 *
 * @param session the study, planned
 * @param clock for times in records
 * @param kept turns the record of the run into the one that is kept and reported
 * @param onlooker hears of the run, beside its usual listeners
 */
record StudyExecution(StudySession session, Clock clock, UnaryOperator<RunRecord> kept, RunView onlooker) {
    private static final int COLUMNS = 100;

    /**
     * What came of it.
     *
     * @param run its record
     * @param failures of stages, of the report and of other files, each in a sentence
     */
    record Outcome(RunRecord run, List<String> failures) {
        Outcome {
            failures = List.copyOf(failures);
        }

        int exitCode() {
            return failures.isEmpty() ? 0 : 1;
        }
    }

    /** {@link #run(Forecast, Launcher, CommandSpec)} in this process. */
    Outcome run(Forecast forecast, CommandSpec spec) {
        return run(forecast, here(), spec);
    }

    /** Runs stages in this process. */
    Launcher here() {
        return new LocalLauncher(session.plan(), session.store(), provenance());
    }

    /**
     * Does all stages that are not done.
     *
     * @param forecast of all of them
     * @param launcher runs them
     * @param spec of the command, whose standard output shows progress and results, and whose standard error failures
     */
    Outcome run(Forecast forecast, Launcher launcher, CommandSpec spec) {
        PrintWriter out = spec.commandLine().getOut();
        RunListeners listeners = RunListeners.of(session.folder(), out, clock);
        RunRecord made = new StudyRunner(
                        session.store(), provenance(), listeners.all().and(onlooker), clock)
                .run(session.plan(), session.folder(), command(spec), forecast, launcher);
        RunRecord run = kept.apply(made);
        if (!run.equals(made)) {
            Records.write(RunFolder.recordOf(session.folder()), run);
        }
        onlooker.kept(run);
        List<String> failures = new ArrayList<>(run.failures());
        try {
            Report report = new Report(run, session.store()::folder);
            report.write(session.folder()).forEach(failed -> {
                failures.add("a part of the report: " + Obstacle.line(failed));
                listeners.log().failed("a part of the report is not made", failed);
            });
            String results = run.cells().isEmpty() ? report.verdict() + System.lineSeparator() : report.table();
            out.printf(
                    Locale.ROOT, "%n%s%nReport: %s%n", results, session.folder().resolve(Report.PAGE));
        } catch (RuntimeException | Error e) {
            failures.add("the report: " + Obstacle.line(e));
            listeners.log().failed("the report is not written", e);
        }
        failures.addAll(listeners.unwritten());
        out.flush();
        if (!failures.isEmpty()) {
            summary(
                    failures,
                    session.folder().resolve(RunListeners.LOG),
                    spec.commandLine().getErr());
        }
        return new Outcome(run, failures);
    }

    /** The command line, to be pasted into a shell. */
    static String command(CommandSpec spec) {
        return "peco4j "
                + ShellWords.of(spec.commandLine().getParent().getParseResult().originalArgs());
    }

    private Provenance provenance() {
        return Provenances.of(session.plan(), session.engine(), clock);
    }

    private static void summary(List<String> failures, Path log, PrintWriter err) {
        err.printf(Locale.ROOT, "%n%s:%n", failures.size() == 1 ? "1 failure" : failures.size() + " failures");
        for (String failure : failures) {
            List<String> lines = WrappedText.lines(failure, COLUMNS - 4);
            for (int i = 0; i < lines.size(); i++) {
                err.println((i == 0 ? "  - " : "    ") + lines.get(i));
            }
        }
        err.println("Finished work is kept; the same command continues from there. Stack traces are in " + log);
        err.flush();
    }
}
