package io.peco4j.runtime.cli;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.problem.Obstacle;
import io.peco4j.runtime.report.Report;
import io.peco4j.runtime.report.StudiesReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code report}: rebuilds the page of a run, or writes one of several. */
@Command(
        name = "report",
        description = {
            "Rebuilds the page and the tables of a run from its record and its artifacts.",
            "With --out, writes one page of one or several runs, and leaves their folders as they are.",
            "",
            "Examples:",
            "  peco4j report runs/quickstart",
            "  peco4j report runs/table-4 runs/table-12 --out tokenizers.html"
        },
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "RUN",
            arity = "0..*",
            description = "the folder of a run, which contains run.json (default: this one)")
    private List<Path> runs = new ArrayList<>();

    @Option(names = "--out", paramLabel = "FILE", description = "the page of all of them")
    private @Nullable Path out;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        List<Path> folders = runs.isEmpty() ? List.of(Path.of(".")) : runs;
        if (folders.size() > 1 && out == null) {
            throw new ParameterException(
                    spec.commandLine(), "Several runs make a page of their own: name it with --out FILE");
        }
        List<Report> reports = reports(folders);
        PrintWriter words = spec.commandLine().getOut();
        for (Report report : reports) {
            report.controlVerdicts().forEach(verdict -> words.printf(Locale.ROOT, "%s%n%n", verdict));
            words.printf(Locale.ROOT, "%s%n%n", report.verdict());
            report.paperVerdicts().forEach(verdict -> words.printf(Locale.ROOT, "%s%n%n", verdict));
        }
        Path page = out == null ? folders.get(0).resolve(Report.PAGE) : out;
        List<Throwable> failed =
                out == null ? reports.get(0).write(folders.get(0)) : new StudiesReport(reports).write(page);
        words.printf(Locale.ROOT, "Report: %s%n", page);
        words.flush();
        PrintWriter err = spec.commandLine().getErr();
        failed.forEach(each -> err.println("A part of the report could not be made: " + Obstacle.line(each)));
        err.flush();
        return failed.isEmpty() ? 0 : 1;
    }

    /** All of them, or all that is wrong with any of them. */
    private static List<Report> reports(List<Path> folders) {
        List<Report> reports = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Path run : folders) {
            try {
                reports.add(new Report(RunFolder.record(run), StudySession.storeOf(run)::folder));
            } catch (InvalidInputException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        return reports;
    }
}
