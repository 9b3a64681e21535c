package io.peco4j.product.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.train.Precision;
import io.peco4j.dsl.StudyFile;
import io.peco4j.runtime.cli.Commands;
import io.peco4j.runtime.cli.Services;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.launch.GangLauncher;
import io.peco4j.runtime.launch.GraphRun;
import io.peco4j.runtime.launch.Launcher;
import io.peco4j.runtime.launch.MemoryBudget;
import io.peco4j.runtime.launch.WorkerCommand;
import io.peco4j.runtime.plan.Host;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Planner;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.run.Estimate;
import io.peco4j.runtime.run.LocalLauncher;
import io.peco4j.runtime.run.Provenances;
import io.peco4j.runtime.store.ArtifactStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code run --workers}: a stage by several processes leaves the bytes of one, also where one of them is lost. */
@Timeout(900)
final class GangStudyTest {
    private static final int STEP = 5;

    /** Its training has four micro-batches a step; its task trains nothing. */
    private static final String STUDY = """
            study = gang
            data { component = scenes, train = 16, val = 8, image = 16, classes = 2, objects = 1 }
            encoder { vit { size = tiny, depth = 1, patch = 8, image = 16 } }
            pretraining { mae { decoder { width = 16, depth = 1, heads = 2 }, batch = 8, micro-batch = 2, epochs = 50, warmup-epochs = 0 } }
            task { knn { neighbours = [1] } }
            seeds = [0]
            """;

    @TempDir
    private Path folder;

    @Test
    @DisabledOnOs(OS.WINDOWS) // where the end of a killed process looks like a failure
    void oneTwoAndFourWorkersEndInTheSameBytes() throws IOException {
        Trial trial = new Trial();
        byte[] one = trial.weights("1", trial.local(), event -> {});
        Set<ProcessHandle> others = children();
        List<Event> events = new ArrayList<>();

        assertThat(trial.weights("2", trial.gang("2", 2), event -> {
                    if (event instanceof Event.StepDone done
                            && done.step() == STEP
                            && lost(events).isEmpty()) {
                        assertThat(events).doesNotContain(event);
                        killOther(trial.out("2").resolve("store"), done.stage().key(), others);
                    }
                    events.add(event);
                }))
                .isEqualTo(one);
        assertThat(lost(events))
                .singleElement()
                .satisfies(lost ->
                        assertThat(lost).contains("pretraining mae", "the process of its worker 1 was ended by"));
        assertThat(events.stream().filter(Event.StageStarted.class::isInstance)).hasSize(2);

        assertThat(trial.weights("4", trial.gang("4", 4), event -> {})).isEqualTo(one);
        assertThat(children()).isEqualTo(others);
    }

    private static List<String> lost(List<Event> events) {
        return events.stream()
                .filter(Event.Warning.class::isInstance)
                .map(Object::toString)
                .toList();
    }

    /** Of two workers, the one that does not hold the stage's lock. */
    private static void killOther(Path store, String key, Set<ProcessHandle> others) {
        ProcessHandle first = TwoTrainings.workerOf(store, key).orElseThrow();
        Set<ProcessHandle> gang = children();
        gang.removeAll(others);
        assertThat(gang).hasSize(2).contains(first);
        gang.remove(first);
        gang.forEach(ProcessHandle::destroyForcibly);
    }

    private static Set<ProcessHandle> children() {
        return ProcessHandle.current().children().collect(Collectors.toSet());
    }

    /** What neither trains nor divides has one process, whatever it is asked for. */
    @Test
    void stagesSayHowManyMicroBatchesTheyHave() {
        Trial trial = new Trial();
        assertThat(trial.plan.stages())
                .extracting(stage -> trial.estimate.cost(stage).microBatches())
                .containsExactly(4, 0);
    }

    @Test
    void whatIsNoNumberOfWorkersIsRefused() {
        assertThat(refused("--workers", "1")).contains("PECO-722", "--workers 1");
        assertThat(refused("--workers", "2", "--jobs", "2")).contains("--workers and --jobs exclude each other");
        assertThat(refused("--workers", "1", "--on", "yarn")).contains("PECO-722", "--workers 1");
    }

    private String refused(String... options) {
        StringWriter err = new StringWriter();
        Services services = Services.embedded(BundledMain::registry, folder).startedBy(BundledMain.class);
        List<String> arguments = new ArrayList<>(List.of("run", "quickstart"));
        arguments.addAll(List.of(options));
        assertThat(Commands.over(services).setErr(new PrintWriter(err)).execute(arguments.toArray(String[]::new)))
                .isEqualTo(2);
        return err.toString();
    }

    /** The study, planned, by several launchers. */
    private final class Trial {
        private final EngineSession engine = EngineSession.start(1);
        private final Plan plan = new Planner(
                        BundledMain.registry(), Host.of(engine, ContentDigests.plain()), ContentDigests.plain())
                .plan(StudyFile.read(ConfigFactory.parseString(STUDY)), Precision.FLOAT32);
        private final Estimate estimate =
                new Estimate(plan, new ArtifactStore(folder.resolve("none")), made -> false, () -> 1e9);

        Path out(String name) {
            return folder.resolve(name);
        }

        ArtifactStore store(String name) {
            return new ArtifactStore(out(name).resolve("store"));
        }

        Launcher local() {
            return new LocalLauncher(plan, store("1"), Provenances.of(plan, engine, Clock.systemUTC()));
        }

        Launcher gang(String name, int workers) throws IOException {
            Path study = Files.createDirectories(out(name)).resolve("study.conf");
            Files.writeString(study, StudyFile.write(plan.study()));
            WorkerCommand command = new WorkerCommand(
                    WorkerCommand.likeThisProcess(BundledMain.class, 1),
                    study,
                    out(name),
                    engine.threads(),
                    plan.precision());
            return new GangLauncher(
                    command,
                    store(name),
                    workers,
                    stage -> estimate.cost(stage).microBatches(),
                    new MemoryBudget(1e12, stage -> 0));
        }

        /** What the training leaves. */
        byte[] weights(String name, Launcher launcher, Listener listener) throws IOException {
            Stage training = plan.stages().get(0);
            GraphRun.Outcome outcome = new GraphRun(List.of(training), launcher, store(name), listener).run();
            assertThat(outcome.failures()).isEmpty();
            StageRecord record = outcome.finished().get(training);
            assertThat(record).isNotNull();
            return Files.readAllBytes(store(name).folder(training.key()).resolve(ArtifactStore.WEIGHTS));
        }
    }
}
