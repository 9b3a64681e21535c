package io.peco4j.runtime.cli;

import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.problem.Obstacle;
import io.peco4j.runtime.problem.WrappedText;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.report.Report;
import io.peco4j.runtime.run.Provenances;
import io.peco4j.runtime.run.StudyRunner;
import io.peco4j.runtime.store.ArtifactStore;
import io.peco4j.runtime.text.ShellWords;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code run}: runs a study and writes its report. */
@Command(
        name = "run",
        description = {
            "Runs a study and writes a report: an HTML page, and its tables as CSV and Markdown.",
            "Stages that an earlier run finished are reused; an interrupted run continues where it stopped.",
            "",
            "Examples:",
            "  peco4j run quickstart",
            "  peco4j run MyStudy.java --set data.path=photos --set pretraining.beit.epochs=40",
            "  peco4j run MyStudy.java --preset paper-scale",
            "  peco4j run quickstart --seeds 5       adds three to the two that it has",
            "  peco4j run study.conf --out results"
        },
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer>, ChecksFirst {
    private static final int COLUMNS = 100;

    private final Supplier<Registry> registry;
    private final Clock clock;
    private boolean begun;

    @Mixin
    private StudyOptions options = new StudyOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    RunCommand(Supplier<Registry> registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public Optional<String> refusal() {
        return begun ? Optional.empty() : Optional.of("The study cannot start");
    }

    @Override
    public Integer call() {
        StudySession session = StudySession.open(options, registry.get(), spec);
        Duration estimate = session.estimate().total();
        ArtifactStore.requireWritable(options.out());
        begun = true;
        PrintWriter out = spec.commandLine().getOut();
        RunListeners listeners = RunListeners.of(session.folder(), out, clock);
        String command = "peco4j "
                + ShellWords.of(spec.commandLine().getParent().getParseResult().originalArgs());
        RunRecord run = new StudyRunner(
                        session.store(),
                        Provenances.of(session.plan(), session.engine(), clock),
                        listeners.all(),
                        clock)
                .run(session.plan(), session.folder(), command, estimate);
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
            summary(failures, session.folder().resolve(RunListeners.LOG));
        }
        return failures.isEmpty() ? 0 : 1;
    }

    private void summary(List<String> failures, Path log) {
        PrintWriter err = spec.commandLine().getErr();
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
