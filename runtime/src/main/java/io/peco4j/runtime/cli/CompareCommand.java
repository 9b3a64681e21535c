package io.peco4j.runtime.cli;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.runtime.compare.Change;
import io.peco4j.runtime.compare.RunComparison;
import io.peco4j.runtime.compare.SharedResult;
import io.peco4j.runtime.record.Records;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.report.Difference;
import io.peco4j.runtime.report.Looks;
import io.peco4j.runtime.report.PlannedPower;
import io.peco4j.runtime.report.Statistic;
import io.peco4j.runtime.text.Figures;
import io.peco4j.runtime.text.TextTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code compare}: two runs side by side. */
@Command(
        name = "compare",
        description = {
            "Shows two runs side by side: what differs in their studies, in what they were made with, and in the main"
                    + " scores that both have.",
            "A change is the second minus the first, paired over the seeds that both have, with its 95 %% interval; the"
                    + " means before it are of all seeds of each run.",
            "",
            "Example:  peco4j compare runs/table-8 longer/table-8"
        },
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    private static final int NARROW = 24;
    private static final int WIDE = 48;

    @Parameters(index = "0", paramLabel = "RUN", description = "the folder of a run, which contains run.json")
    private Path first = Path.of(".");

    @Parameters(index = "1", paramLabel = "RUN", description = "the folder of another one")
    private Path second = Path.of(".");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        RunComparison comparison = RunComparison.of(record(first), record(second));
        PrintWriter out = spec.commandLine().getOut();
        changes(out, "The studies", comparison.study());
        changes(out, "What they were made with", comparison.conditions());
        if (comparison.results().isEmpty()) {
            out.println("There is no result that both have.");
        } else {
            results(out, comparison.results(), comparison.looks());
        }
        out.flush();
        return 0;
    }

    /** A record, whose study can be read as well. */
    private static RunRecord record(Path run) {
        RunRecord record = RunFolder.record(run);
        try {
            ConfigFactory.parseString(record.text());
            return record;
        } catch (ConfigException e) {
            throw new InvalidInputException(
                    Records.wrong(RunFolder.recordOf(run).toString(), "text is no study: " + e.getMessage()));
        }
    }

    private static void changes(PrintWriter out, String what, List<Change> changes) {
        if (changes.isEmpty()) {
            out.println(what + ": the same\n");
            return;
        }
        TextTable table = TextTable.ofWidths(WIDE, WIDE, WIDE).row("", "first", "second");
        for (Change change : changes) {
            table = table.row(change.what(), change.before(), change.after());
        }
        out.println(what + "\n" + table.render());
    }

    private static void results(PrintWriter out, List<SharedResult> results, Looks looks) {
        boolean two = false;
        TextTable table = TextTable.ofWidths(WIDE, NARROW, NARROW, NARROW, WIDE)
                .row("result", "score", "first", "second", "change");
        for (SharedResult result : results) {
            table = table.row(
                    choices(result),
                    result.score().name()
                            + (result.score().unit().isEmpty()
                                    ? ""
                                    : ", " + result.score().unit()),
                    Statistic.of(result.first().values()).text(),
                    Statistic.of(result.second().values()).text(),
                    result.change(looks).map(CompareCommand::change).orElse("no seed in common"));
            two |= result.change(looks)
                    .filter(each -> each.change().count() == 2)
                    .isPresent();
        }
        out.println("Results\n" + table.render());
        if (two) {
            PlannedPower.ofSeeds(2).forEach(out::println);
        }
        if (looks != Looks.ONCE) {
            out.println("Seeds were added by their spread; the intervals of changes are wider for it.");
        }
    }

    private static String choices(SharedResult result) {
        Map<String, String> choices = result.choices();
        String words = choices.values().stream().collect(Collectors.joining(" / "));
        return words.isEmpty() ? result.task() : words + " / " + result.task();
    }

    private static String change(Difference change) {
        double mean = change.change().mean();
        double margin = change.margin();
        int places = Math.max(change.places(mean), Double.isFinite(margin) ? change.places(margin) : 0);
        String by = (mean > 0 ? "+" : "") + Figures.fixed(mean, places);
        int seeds = change.change().count();
        String common = change.left() == 0 ? "" : ", " + seeds + " seeds in common";
        return switch (change.noise()) {
            case NOT_A_NUMBER -> "not a number";
            case UNKNOWN ->
                (change.isNone() ? "the same" : by) + ", one seed" + (change.left() == 0 ? "" : " in common");
            case SPREAD_UNKNOWN -> by + ", the same in every seed" + common;
            case MORE_THAN_THE_NOISE, WITHIN_THE_NOISE ->
                (change.isNone() && margin == 0 ? "the same" : by + " ± " + Figures.fixed(margin, places)) + common;
        };
    }
}
