package io.peco4j.runtime.cli;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.dsl.Study;
import io.peco4j.dsl.StudyFile;
import io.peco4j.runtime.compare.Change;
import io.peco4j.runtime.compare.RepeatedStage;
import io.peco4j.runtime.compare.RepeatedStage.Likeness;
import io.peco4j.runtime.compare.Reproduction;
import io.peco4j.runtime.event.Forecast;
import io.peco4j.runtime.live.RunView;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.record.Provenance;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.store.ArtifactStore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reproduce}: runs a study again from its record, and compares what comes out. */
@Command(
        name = "reproduce",
        description = {
            "Runs a study again from the record of a run alone, in a folder of its own, and compares stage by stage:"
                    + " the same bytes, the same scores, or the first stage that differs and why it may.",
            "Relative paths of data are those of the record: call it where the run was started, or use --set.",
            "Exit code 0 if every byte is the same, else 1. What was stopped goes on with the same command.",
            "",
            "Examples:",
            "  peco4j reproduce runs/quickstart",
            "  peco4j reproduce theirs/quickstart --out again --set data.path=/data/photos"
        },
        mixinStandardHelpOptions = true)
final class ReproduceCommand implements Callable<Integer>, ChecksFirst {
    private final Supplier<Registry> registry;
    private final Clock clock;
    private boolean begun;

    @Parameters(paramLabel = "RUN", description = "the folder of a run, which contains run.json")
    private Path run = Path.of(".");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "folder for the second run (default: the name of RUN with -again)")
    private @Nullable Path out;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "where something is on this machine, such as data.path=/data/photos; may be repeated")
    private List<String> overrides = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    ReproduceCommand(Supplier<Registry> registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public Optional<String> refusal() {
        return begun ? Optional.empty() : Optional.of("The study cannot start");
    }

    @Override
    public Integer call() {
        RunRecord recorded = RunFolder.record(run);
        if (recorded.stages().isEmpty()) {
            throw new InvalidInputException(new Problem(
                    "PECO-610",
                    "no stage of the run was finished: there is nothing to compare with",
                    RunFolder.recordOf(run).toString(),
                    "./peco4j run continues a run that was stopped"));
        }
        Path into = out == null ? RunFolder.beside(run) : out;
        Provenance conditions = recorded.stages().get(0).provenance();
        Study study = StudyFile.read(recorded.text(), RunFolder.recordOf(run).toString())
                .with(List.of("precision=" + conditions.precision()))
                .with(overrides);
        RunFolder.requireOwn(into, run);
        StudySession session = StudySession.again(study, into, registry.get(), conditions.threads(), spec);
        Forecast forecast = session.estimate().forecast(1);
        RunFolder.begin(into, run);
        ArtifactStore.requireWritable(into);
        begun = true;
        StudyExecution execution =
                new StudyExecution(session, clock, EarlierRule.repeating(recorded, session), RunView.none());
        StudyExecution.Outcome outcome = execution.run(forecast, spec);
        Reproduction reproduction = Reproduction.of(recorded, outcome.run());
        print(reproduction, spec.commandLine().getOut());
        return reproduction.isExact() ? outcome.exitCode() : 1;
    }

    private static void print(Reproduction reproduction, PrintWriter out) {
        out.println();
        for (RepeatedStage stage : reproduction.stages()) {
            out.printf(Locale.ROOT, "  %-13s %s%n", words(stage.likeness()), label(stage.recorded()));
        }
        long same = reproduction.count(Likeness.SAME_BYTES);
        out.printf(
                Locale.ROOT,
                "%n%d of %d stages came out the same to the byte.%n",
                same,
                reproduction.stages().size());
        reproduction.firstDifference().ifPresent(first -> explain(first, out));
        out.flush();
    }

    private static void explain(RepeatedStage first, PrintWriter out) {
        out.printf(Locale.ROOT, "The first that did not: %s.%n", label(first.recorded()));
        if (first.again() == null) {
            out.println("It was not finished; the failures above say why.");
            return;
        }
        if (!first.otherFiles().isEmpty()) {
            out.println("Other bytes: " + String.join(", ", first.otherFiles()) + ".");
        }
        List<Change> options = first.otherOptions();
        if (!options.isEmpty()) {
            out.println("It was made from something else:");
            options.forEach(change -> out.println("  " + change));
        }
        List<Change> causes = first.causes();
        if (!first.knowsItsFiles()) {
            out.println("The record is of an early version, which did not keep the digests of files.");
        } else if (causes.isEmpty() && options.isEmpty()) {
            out.println("Options, version, processor, threads and data are the same: please report this as a defect.");
        } else if (!causes.isEmpty()) {
            out.println("It was made under other conditions, which may be why:");
            causes.forEach(cause -> out.println("  " + cause));
        }
    }

    private static String words(Likeness likeness) {
        return switch (likeness) {
            case SAME_BYTES -> "same bytes";
            case SAME_SCORES -> "same scores";
            case OTHER_BYTES -> "other bytes";
            case DIFFERENT -> "different";
            case MISSING -> "missing";
        };
    }

    private static String label(StageRecord stage) {
        return stage.stage().kind() + " " + stage.stage().name() + ", seed "
                + stage.stage().seed();
    }
}
