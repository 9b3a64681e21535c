package io.peco4j.runtime.cli;

import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.store.ArtifactStore;
import java.time.Clock;
import java.time.Duration;
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
            "  peco4j run quickstart --until 1.0 --budget 2h",
            "                                        adds seeds until a difference of 1 point would show",
            "  peco4j run study.conf --out results",
            "  peco4j run study.conf --watch         shows the report while it grows"
        },
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer>, ChecksFirst {
    private final Supplier<Registry> registry;
    private final Clock clock;
    private boolean begun;

    @Mixin
    private StudyOptions options = new StudyOptions();

    @Mixin
    private SeedOptions seeds = new SeedOptions();

    @Mixin
    private WatchOptions watch = new WatchOptions();

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
        Optional<AddedSeeds> added = seeds.rule(session, options.trust(), clock, spec);
        Duration estimate =
                added.isPresent() ? Duration.ZERO : session.estimate().total();
        ArtifactStore.requireWritable(options.out());
        try (WatchOptions.Onlooker onlooker = watch.open(clock, spec)) {
            begun = true;
            return added.isPresent()
                    ? added.get().run(onlooker::of)
                    : new StudyExecution(session, clock, AddedSeeds.keeping(session), onlooker.of(session))
                            .run(estimate, spec)
                            .exitCode();
        }
    }
}
