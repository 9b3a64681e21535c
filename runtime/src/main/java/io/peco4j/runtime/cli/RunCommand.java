package io.peco4j.runtime.cli;

import io.peco4j.dsl.StudyFile;
import io.peco4j.runtime.launch.Launcher;
import io.peco4j.runtime.launch.PlaceLauncher;
import io.peco4j.runtime.launch.StudyCopy;
import io.peco4j.runtime.launch.WorkerCommand;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.run.Estimate;
import io.peco4j.runtime.store.ArtifactStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code run}: runs a study and writes its report. */
@Command(
        name = "run",
        description = {
            "Runs a study and writes a report: an HTML page, and its tables as CSV and Markdown.",
            "Stages that an earlier run finished are reused; an interrupted run continues where it stopped.",
            "",
            "With --jobs N, up to N stages run at once, each in a process of its own; one that dies is started again and"
                    + " goes on from its checkpoint. The bytes are those of a run without it. N times --threads should"
                    + " not exceed the processors: small trainings gain from few threads and many jobs. Stages whose"
                    + " memory (the column of plan, and 0.5 GB each) exceeds the machine's together wait for each other.",
            "",
            "With --workers N, up to N processes train each stage together, as many as its steps have micro-batches. The"
                    + " bytes are those of one. Every process has --threads engine threads and takes the memory of the"
                    + " stage; N times --threads should not exceed the processors. On one machine more threads do the"
                    + " same better; with --on, the processes are on the machines of the cluster.",
            "",
            "With --share DIR, runs on machines that have nothing but that folder in common share a study: each stage is"
                    + " done by one of them, and all use its result. The bytes are those of a run without it.",
            "",
            "Examples:",
            "  peco4j run quickstart",
            "  peco4j run MyStudy.java --set data.path=photos --set pretraining.beit.epochs=40",
            "  peco4j run MyStudy.java --preset paper-scale",
            "  peco4j run quickstart --seeds 5       adds two to the three that it has",
            "  peco4j run quickstart --until 1.0 --budget 2h",
            "                                        adds seeds until a difference of 1 point would show",
            "  peco4j run study.conf --out results",
            "  peco4j run study.conf --watch         shows the report while it grows",
            "  peco4j run table-4 --jobs 4 --threads 2",
            "  peco4j run study.conf --workers 2 --threads 4",
            "  peco4j run table-4 --on spark://host:7077 --threads 8 --out /shared/runs",
            "  peco4j run study.conf --on spark://host:7077 --workers 4 --threads 8 --out /shared/runs"
        },
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer>, ChecksFirst {
    private final Services services;
    private final Clock clock;
    private boolean begun;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "runs up to N stages at once, each in a process of its own (default: one after the other, in"
                    + " this process)")
    private @Nullable Integer jobs;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "trains each stage by up to N processes, 2 or more, which share out the micro-batches of a step"
                            + " (default: in this process)")
    private @Nullable Integer workers;

    @Option(
            names = "--mixed",
            description = "lets workers on machines with processors of different kinds train a stage together; the last"
                    + " bits can differ, which ends the training")
    private boolean mixed;

    @Option(
            names = "--on",
            paramLabel = "MASTER",
            description =
                    "runs stages on Apache Spark: spark://HOST:PORT, yarn or k8s://HOST:PORT, by the spark-submit in"
                            + " SPARK_HOME; what follows  --  is for spark-submit")
    private @Nullable String on;

    @Option(
            names = "--share",
            paramLabel = "DIR",
            description = "shares finished stages and checkpoints with runs that have other folders of results, through"
                    + " a folder that all of them see")
    private @Nullable Path share;

    @Parameters(index = "1..*", hidden = true)
    private List<String> sparks = new ArrayList<>();

    @Mixin
    private StudyOptions options = new StudyOptions();

    @Mixin
    private SeedOptions seeds = new SeedOptions();

    @Mixin
    private WatchOptions watch = new WatchOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    RunCommand(Services services, Clock clock) {
        this.services = services;
        this.clock = clock;
    }

    @Override
    public Optional<String> refusal() {
        return begun ? Optional.empty() : Optional.of("The study cannot start");
    }

    @Override
    public Integer call() {
        List<String> arguments = spec.commandLine().getParent().getParseResult().originalArgs();
        if (!sparks.isEmpty() && (on == null || !arguments.contains("--"))) {
            throw new ParameterException(spec.commandLine(), "Unmatched arguments: " + String.join(" ", sparks));
        }
        if (workers != null && jobs != null && jobs != 1) {
            throw new ParameterException(spec.commandLine(), "--workers and --jobs exclude each other");
        }
        if (mixed && (workers == null || on == null && services.there() == null)) {
            throw new ParameterException(spec.commandLine(), "--mixed is for --workers with --on");
        }
        if (on == null) {
            return runHere();
        }
        if (jobs != null) {
            throw new ParameterException(spec.commandLine(), "--jobs and --on exclude each other");
        }
        if (workers != null) {
            Gangs.requireSeveral(workers);
        }
        SparkSubmission submission =
                SparkSubmission.of(System.getProperty(PluginFolders.HOME), System.getenv("SPARK_HOME"));
        return SparkSubmission.run(submission.command(on, options.threads(), workers == null ? 1 : workers, arguments));
    }

    private int runHere() {
        StagePlace place = place();
        StudySession session = StudySession.open(options, services.registry().get(), spec);
        Optional<AddedSeeds> added = seeds.rule(session, options.trust(), clock, spec);
        Optional<Estimate> estimate = added.isPresent() ? Optional.empty() : Optional.of(session.estimate());
        ArtifactStore.requireWritable(options.out());
        try (WatchOptions.Onlooker onlooker = watch.open(clock, spec)) {
            begun = true;
            if (added.isPresent()) {
                return added.get().run(onlooker::of, place);
            }
            UnaryOperator<RunRecord> kept = EarlierRule.keeping(session);
            StudyExecution execution = new StudyExecution(session, clock, kept, onlooker.of(session, kept));
            return place.run(execution, estimate.orElseThrow(), spec).exitCode();
        }
    }

    private StagePlace place() {
        Sharing sharing = Sharing.by(share, clock);
        Services.There there = services.there();
        if (there != null) {
            return inProcesses(sharing, there.program(), 1, (worker, session, estimate) -> {
                PlaceLauncher alone = new PlaceLauncher(worker, session.store(), there.place());
                return workers == null ? alone : Gangs.elsewhere(alone, workers, mixed, estimate);
            });
        }
        if (workers != null) {
            Gangs gangs = Gangs.of(workers, services);
            return inProcesses(sharing, gangs.program(), 1, gangs::launcher);
        }
        if (jobs == null) {
            return new StagePlace(
                    1,
                    (execution, estimate, command) -> execution.run(
                            estimate.forecast(1), sharing.launcher(execution.session(), execution.here()), command));
        }
        Jobs processes = Jobs.of(jobs, services);
        processes.crowding(options.threads()).ifPresent(spec.commandLine().getErr()::println);
        return inProcesses(sharing, processes.program(), processes.atOnce(), processes::launcher);
    }

    private interface Processes {
        Launcher launcher(WorkerCommand worker, StudySession session, Estimate estimate);
    }

    private StagePlace inProcesses(Sharing sharing, List<String> program, int atOnce, Processes processes) {
        return new StagePlace(atOnce, (execution, estimate, command) -> {
            StudySession session = execution.session();
            String text = StudyFile.write(session.plan().study());
            try (StudyCopy study = StudyCopy.in(session.folder(), text)) {
                WorkerCommand worker = Jobs.command(program, session, study.file(), options.out());
                Launcher launcher = processes.launcher(worker, session, estimate);
                return execution.run(estimate.forecast(atOnce), sharing.launcher(session, launcher), command);
            }
        });
    }
}
