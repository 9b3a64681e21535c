package io.peco4j.runtime.cli;

import io.peco4j.runtime.problem.Obstacle;
import io.peco4j.runtime.report.Report;
import io.peco4j.runtime.store.ArtifactStore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code report}: rebuilds the page of a run. */
@Command(
        name = "report",
        description = {
            "Rebuilds the page and the tables of a run from its record and its artifacts.",
            "",
            "Example:  peco4j report runs/quickstart"
        },
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "the folder of a run, which contains run.json")
    private Path run = Path.of(".");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        ArtifactStore store = StudySession.storeOf(run);
        Report report = new Report(RunFolder.record(run), store::folder);
        List<Throwable> failed = report.write(run);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "%s%n%n", report.verdict());
        report.paperVerdicts().forEach(verdict -> out.printf(Locale.ROOT, "%s%n%n", verdict));
        out.printf(Locale.ROOT, "Report: %s%n", run.resolve(Report.PAGE));
        out.flush();
        PrintWriter err = spec.commandLine().getErr();
        failed.forEach(each -> err.println("A part of the report could not be made: " + Obstacle.line(each)));
        err.flush();
        return failed.isEmpty() ? 0 : 1;
    }
}
