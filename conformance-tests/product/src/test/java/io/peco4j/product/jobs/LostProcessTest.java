package io.peco4j.product.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.train.Precision;
import io.peco4j.dsl.StudyFile;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Forecast;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.launch.MemoryBudget;
import io.peco4j.runtime.launch.ProcessLauncher;
import io.peco4j.runtime.launch.WorkerCommand;
import io.peco4j.runtime.plan.Host;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Planner;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.run.Provenances;
import io.peco4j.runtime.run.StudyRunner;
import io.peco4j.runtime.store.ArtifactStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Stages in processes leave the bytes of a run in one process, also where a process is ended in the middle. */
@Timeout(900)
final class LostProcessTest {
    private static final int STEP = 5;

    @TempDir
    private Path folder;

    private final EngineSession engine = EngineSession.start(1);
    private final Plan plan = new Planner(
                    BundledMain.registry(), Host.of(engine, ContentDigests.plain()), ContentDigests.plain())
            .plan(StudyFile.read(ConfigFactory.parseString(TwoTrainings.study(100))), Precision.FLOAT32);

    @Test
    @DisabledOnOs(OS.WINDOWS) // which has no signal that a process could answer
    void whatIsKilledGoesOnAndEndsInTheSameBytes() {
        RunRecord plain = runner("plain", event -> {}).run(plan, folder.resolve("plain/two"), "test");
        assertThat(plain.failures()).isEmpty();
        assertThat(plain.stages()).hasSize(4);

        List<Event> events = new ArrayList<>();
        Set<StageInfo> hit = new HashSet<>();
        Consumer<Event> killing = event -> {
            events.add(event);
            if (event instanceof Event.StepDone done && done.step() == STEP && hit.add(done.stage())) {
                ProcessHandle worker = TwoTrainings.workerOf(
                                folder.resolve("jobs/store"), done.stage().key())
                        .orElseThrow();
                if (done.stage().name().equals("first")) {
                    worker.destroyForcibly();
                } else {
                    worker.destroy();
                }
            }
        };
        Path out = folder.resolve("jobs");
        WorkerCommand command = new WorkerCommand(
                WorkerCommand.likeThisProcess(BundledMain.class, 1),
                out.resolve("two/study.conf"),
                out,
                engine.threads(),
                plan.precision());
        RunRecord jobs = runner("jobs", killing)
                .run(
                        plan,
                        out.resolve("two"),
                        "test",
                        Forecast.UNKNOWN,
                        new ProcessLauncher(command, store("jobs"), 2, new MemoryBudget(1e12, stage -> 0)));

        assertThat(jobs.failures()).isEmpty();
        assertThat(jobs.stages())
                .extracting(StageRecord::stage)
                .isEqualTo(plan.stages().stream().map(stage -> stage.info()).toList());
        assertThat(jobs.stages())
                .extracting(StageRecord::files)
                .isEqualTo(plain.stages().stream().map(StageRecord::files).toList());
        assertThat(jobs.cells()).isEqualTo(plain.cells());
        assertThat(events)
                .filteredOn(Event.Warning.class::isInstance)
                .extracting(Object::toString)
                .hasSize(2)
                .anySatisfy(lost -> assertThat(lost).contains("pretraining first", "ended by signal 9"))
                .anySatisfy(lost -> assertThat(lost).contains("pretraining second", "ended by signal 2"));
        // The signal that can be answered left a checkpoint.
        assertThat(starts(events, "second"))
                .hasSize(2)
                .startsWith(0L)
                .last()
                .satisfies(from -> assertThat(from).isGreaterThanOrEqualTo(STEP));
        assertThat(starts(events, "first")).containsExactly(0L, 0L);
    }

    private static List<Long> starts(List<Event> events, String stage) {
        return events.stream()
                .filter(Event.StageStarted.class::isInstance)
                .map(Event.StageStarted.class::cast)
                .filter(event -> event.stage().name().equals(stage))
                .map(Event.StageStarted::from)
                .toList();
    }

    private StudyRunner runner(String out, Consumer<Event> listener) {
        Clock clock = Clock.systemUTC();
        return new StudyRunner(store(out), Provenances.of(plan, engine, clock), listener::accept, clock);
    }

    private ArtifactStore store(String out) {
        return new ArtifactStore(folder.resolve(out).resolve("store"));
    }
}
