package io.peco4j.runtime.cli;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.dsl.Study;
import io.peco4j.runtime.engine.ThisMachine;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.launch.EventLines;
import io.peco4j.runtime.launch.Leash;
import io.peco4j.runtime.launch.ParentRendezvous;
import io.peco4j.runtime.launch.StageFailedException;
import io.peco4j.runtime.launch.StageLostException;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.problem.Causes;
import io.peco4j.runtime.problem.Obstacle;
import io.peco4j.runtime.record.Provenance;
import io.peco4j.runtime.run.FurtherWorker;
import io.peco4j.runtime.run.LocalLauncher;
import io.peco4j.runtime.run.Provenances;
import io.peco4j.runtime.source.StudySource;
import io.peco4j.runtime.worker.Collective;
import io.peco4j.runtime.worker.Rank;
import io.peco4j.runtime.worker.Rendezvous;
import io.peco4j.runtime.worker.TcpMesh;
import io.peco4j.runtime.worker.WorkerLostException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code stage}: one stage of a study in this process, for another that runs the study. Standard output is a line for
 * each event, as {@link EventLines} writes it; the exit code is 0 with a result in the store, 1 after an event that says
 * how the stage failed, and {@value StageLostException#EXIT_CODE} where another worker of the stage is gone. Workers
 * meet over standard input and output.
 */
@Command(
        name = "stage",
        description = "Runs one stage of a study, for a run in another process.",
        hidden = true,
        mixinStandardHelpOptions = true)
final class StageCommand implements Callable<Integer>, ChecksFirst {
    private static final int INTERRUPTED = 130;

    /** What shells report of a program whose terminal was closed. */
    private static final int LEFT_ALONE = 129;

    private final Supplier<Registry> registry;
    private final Clock clock;

    @Parameters(paramLabel = "STUDY", description = "the study as the run has written it, with all that it changed")
    private Path study = Path.of("study.conf");

    @Option(names = "--key", paramLabel = "KEY", required = true, description = "of the stage")
    private String key = "";

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "folder for results")
    private Path out = Path.of("runs");

    @Option(names = "--threads", paramLabel = "N", required = true, description = "of the tensor engine")
    private int threads = 1;

    @Option(names = "--precision", paramLabel = "FORMAT", required = true, description = "float32 or bfloat16")
    private String precision = "";

    @Option(names = "--leash", description = "end when standard input does, and stop at a line that says so")
    private boolean leash;

    @Option(names = "--rank", paramLabel = "R", description = "which of several workers this one is, from 0")
    private int index;

    @Option(names = "--workers", paramLabel = "N", description = "that train the stage together (default: 1)")
    private int workers = 1;

    @Option(
            names = "--address",
            paramLabel = "HOST",
            description = "where the other workers reach this one, which listens there alone (default: the loopback)")
    private String address = "";

    @Option(names = "--sealed", description = "encrypt what workers tell each other")
    private boolean sealed;

    @Option(names = "--mixed", description = "train together with workers on processors of other kinds")
    private boolean mixed;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    StageCommand(Supplier<Registry> registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public Optional<String> refusal() {
        return Optional.of("The stage cannot start");
    }

    @Override
    public Integer call() {
        Rank rank = rank();
        PrintWriter events = spec.commandLine().getOut();
        Consumer<String> output = line -> {
            events.println(line);
            events.flush();
        };
        ParentRendezvous rendezvous = new ParentRendezvous(output);
        if (leash) {
            Leash.tie(
                    System.in,
                    () -> System.exit(INTERRUPTED),
                    rendezvous::heard,
                    () -> Runtime.getRuntime().halt(LEFT_ALONE));
            // What a plugin prints is no event.
            System.setOut(System.err);
        }
        return run(open(), rank, rendezvous, event -> output.accept(EventLines.write(event)));
    }

    private Rank rank() {
        if (workers < 1 || index < 0 || index >= workers || workers > 1 && !leash) {
            throw new ParameterException(
                    spec.commandLine(), "--rank is from 0 to --workers less 1, and several of them need --leash");
        }
        return new Rank(index, workers);
    }

    private StudySession open() {
        Registry components = registry.get();
        Study written = StudySource.load(study.toString(), "", components.classes(), remark -> {})
                .with(List.of("precision=" + precision));
        StudySession session = StudySession.again(written, out, components, threads, spec);
        session.contents().release();
        return session;
    }

    private int run(StudySession session, Rank rank, Rendezvous rendezvous, Listener listener) {
        Stage stage = session.plan().stages().stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(new Problem(
                        "PECO-710",
                        "the study has no stage " + key + " here",
                        study.toString(),
                        "the program, a plugin, a data set or the study is not what it was when the run began: start the"
                                + " run again")));
        Meeting meeting = new Meeting(
                address,
                sealed ? TcpMesh.Frames.SEALED : TcpMesh.Frames.OPEN,
                mixed,
                session.engine().threads());
        Supplier<Collective> together = () -> meeting.of(
                rank,
                rendezvous,
                all -> (rank.first() ? listener : Listener.none()).on(new Event.StageWorkers(stage.info(), all)));
        try {
            if (rank.first()) {
                Provenance provenance = Provenances.of(session.plan(), session.engine(), clock);
                listener.on(new Event.StageWorkers(
                        stage.info(),
                        List.of(ThisMachine.worker(session.engine().threads()))));
                new LocalLauncher(session.plan(), session.store(), provenance, together).run(stage, listener);
            } else {
                new FurtherWorker(session.plan(), session.store(), together).run(stage, listener);
            }
            return 0;
        } catch (StageFailedException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            if (Thread.currentThread().isInterrupted()) {
                // Checkpoints are the first worker's.
                throw interrupted(stage, cause, rank.first() ? listener : Listener.none());
            }
            Optional<Throwable> lost = Causes.chain(cause).stream()
                    .filter(WorkerLostException.class::isInstance)
                    .findFirst();
            if (lost.isPresent()) {
                PrintWriter err = spec.commandLine().getErr();
                err.println(lost.get().getMessage());
                err.flush();
                return StageLostException.EXIT_CODE;
            }
            listener.on(new Event.StageFailed(stage.info(), Objects.requireNonNull(e.getMessage()), cause));
            return 1;
        }
    }

    private static CancellationException interrupted(Stage stage, Throwable cause, Listener listener) {
        if (cause instanceof CancellationException cancelled) {
            return cancelled;
        }
        listener.on(new Event.Warning(
                StageFailedException.name(stage.info()) + " left no checkpoint: " + Obstacle.line(cause)));
        return (CancellationException) new CancellationException("interrupted").initCause(cause);
    }
}
