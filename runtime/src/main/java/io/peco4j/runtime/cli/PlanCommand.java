package io.peco4j.runtime.cli;

import io.peco4j.dsl.Study;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.launch.MemoryBudget;
import io.peco4j.runtime.plan.DataSummary;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.problem.Obstacle;
import io.peco4j.runtime.record.StudyHash;
import io.peco4j.runtime.report.PlannedPower;
import io.peco4j.runtime.run.Estimate;
import io.peco4j.runtime.run.StageCost;
import io.peco4j.runtime.store.ArtifactStore;
import io.peco4j.runtime.text.Figures;
import java.io.PrintWriter;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code plan}: the stages of a study and their cost. */
@Command(
        name = "plan",
        description = {
            "Shows the stages of a study, which of them are done, and what the others will cost. Trains nothing.",
            "/image: operations for an image, as a multiple of those of the first tokenizer or pretraining.",
            "memory: what a training takes at its peak, beside about 0.5 GB that the program takes; --memory shows its parts.",
            "",
            "Example:  peco4j plan quickstart --set seeds=[0]"
        },
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer>, ChecksFirst {
    private static final double TERA = 1e12;

    private final Supplier<Registry> registry;

    @Option(names = "--memory", description = "show what the memory of each training consists of")
    private boolean memory;

    @Mixin
    private StudyOptions options = new StudyOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    PlanCommand(Supplier<Registry> registry) {
        this.registry = registry;
    }

    @Override
    public Optional<String> refusal() {
        return Optional.of("The study cannot start");
    }

    @Override
    public Integer call() {
        StudySession session = StudySession.open(options, registry.get(), spec);
        Estimate estimate = session.estimate();
        List<Stage> stages = session.plan().stages();
        PrintWriter out = spec.commandLine().getOut();
        DataSummary.of(session.plan()).forEach(line -> out.printf(Locale.ROOT, "  %s%n", line));
        out.println();
        int width = stages.stream()
                .mapToInt(stage -> label(stage.info()).length())
                .max()
                .orElse(0);
        String row = "  %-" + Math.max(5, width) + "s  %9s  %8s  %9s  %9s  %7s  %8s  %8s  %s%n";
        out.printf(
                Locale.ROOT, row, "stage", "images", "steps", "params", "TFLOP", "/image", "memory", "est.", "state");
        RelativeFlops relative = new RelativeFlops(session.plan(), estimate);
        MemoryFigures memories = new MemoryFigures(stages, estimate);
        int done = 0;
        for (Stage stage : stages) {
            StageCost cost = estimate.cost(stage);
            boolean finished = session.store().finished(stage.key());
            done += finished ? 1 : 0;
            out.printf(
                    Locale.ROOT,
                    row,
                    label(stage.info()),
                    String.format(Locale.ROOT, "%,d", cost.images()),
                    String.format(Locale.ROOT, "%,d", cost.steps()),
                    Durations.scalars(cost.parameters()),
                    cost.flops() == 0 ? "-" : String.format(Locale.ROOT, "%,.1f", cost.flops() / TERA),
                    relative.of(stage),
                    memories.of(stage),
                    finished ? "-" : Durations.clock(estimate.duration(stage)),
                    finished ? "cached" : state(session.store(), stage));
        }
        Duration total = estimate.total();
        out.printf(
                Locale.ROOT,
                "%n  %d stages, %d cached%s (%s, %s)%n",
                stages.size(),
                done,
                done == stages.size() ? "" : ", " + Figures.about(total) + " on this machine",
                session.engine().threads() == 1 ? "1 thread" : session.engine().threads() + " threads",
                session.plan().precision().name().toLowerCase(Locale.ROOT));
        largest(memories).ifPresent(line -> out.printf(Locale.ROOT, "  %s%n", line));
        told(session).forEach(line -> out.printf(Locale.ROOT, "  %s%n", line));
        if (memory) {
            out.println();
            memories.training()
                    .forEach(stage ->
                            out.printf(Locale.ROOT, "  %s  memory %s%n", label(stage.info()), memories.parts(stage)));
        }
        out.flush();
        PrintWriter err = spec.commandLine().getErr();
        estimate.failures()
                .forEach((stage, failure) ->
                        err.println("Fails: " + label(stage.info()).strip() + ": " + Obstacle.line(failure)));
        err.flush();
        return estimate.failures().isEmpty() ? 0 : 1;
    }

    /** What differences the study could tell; nothing where it compares nothing. */
    private static List<String> told(StudySession session) {
        if (!session.plan().compares()) {
            return List.of();
        }
        Study study = session.plan().study();
        int seeds = study.seeds().size();
        List<String> lines = new ArrayList<>(PlannedPower.ofSeeds(seeds));
        String hash = StudyHash.of(study);
        lines.addAll(RunFolder.earlier(session.folder())
                .filter(run -> StudyHash.of(run.text()).equals(hash))
                .map(run -> PlannedPower.of(
                        run, seeds, EarlierRule.of(run, study).stream().toList()))
                .orElse(List.of(PlannedPower.UNKNOWN)));
        return lines;
    }

    /** The study's largest training; how much of it is what. */
    private static Optional<String> largest(MemoryFigures memories) {
        long unknown = memories.unknown();
        String rest = unknown == 0 ? "" : "; unknown for " + unknown + (unknown == 1 ? " stage" : " stages");
        MemoryBudget here = MemoryBudget.ofThisMachine(memories::bytes);
        return memories.largest()
                .map(stage -> "largest memory " + memories.parts(stage) + " ("
                        + stage.info().kind() + " " + stage.info().name() + ")" + rest
                        + (here.holds(stage)
                                ? ""
                                : "\n  More than the " + Figures.bytes(here.bytes())
                                        + " that this machine has for it: a smaller micro-batch or batch takes less"))
                .or(() -> unknown == 0 ? Optional.empty() : Optional.of("memory unknown"));
    }

    private static String state(ArtifactStore store, Stage stage) {
        return store.damage(stage.key()).map(what -> "to do again: " + what).orElse("to do");
    }

    private static String label(StageInfo info) {
        return String.format(Locale.ROOT, "%-11s %s  seed %d", info.kind(), info.name(), info.seed());
    }
}
