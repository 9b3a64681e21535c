package io.peco4j.runtime.cli;

import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.report.Report;
import io.peco4j.runtime.run.Provenances;
import io.peco4j.runtime.run.StudyRunner;
import io.peco4j.runtime.store.ArtifactStore;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code run}: does a study and writes its report. */
@Command(
        name = "run",
        description = {
            "Runs a study and writes a report: a page to open, and its tables as CSV and Markdown.",
            "What an earlier run has finished is not done again; a run that was interrupted goes on where it stood.",
            "",
            "Examples:",
            "  peco4j run quickstart",
            "  peco4j run MyStudy.java --set data.path=photos --set pretraining.beit.epochs=40",
            "  peco4j run MyStudy.java --preset paper-scale",
            "  peco4j run study.conf --out results"
        },
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer>, ChecksFirst {
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
        Listener listener = RunListeners.of(session.folder(), out, clock);
        String command = "peco4j "
                + String.join(
                        " ", spec.commandLine().getParent().getParseResult().originalArgs());
        RunRecord run = new StudyRunner(
                        session.store(), Provenances.of(session.plan(), session.engine(), clock), listener, clock)
                .run(session.plan(), session.folder(), command, estimate);
        Report report = new Report(run, session.store()::folder);
        report.write(session.folder());
        out.printf("%n%s%nReport: %s%n", report.table(), session.folder().resolve(Report.PAGE));
        out.flush();
        return run.failures().isEmpty() ? 0 : 1;
    }
}
