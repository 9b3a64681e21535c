package io.peco4j.product.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.train.Precision;
import io.peco4j.datasets.DatasetsPlugin;
import io.peco4j.dsl.StudyFile;
import io.peco4j.pretraining.PretrainingPlugin;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.plan.Host;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Planner;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.report.Controls;
import io.peco4j.runtime.report.Report;
import io.peco4j.runtime.run.Estimate;
import io.peco4j.runtime.run.Provenances;
import io.peco4j.runtime.run.StudyRunner;
import io.peco4j.runtime.store.ArtifactStore;
import io.peco4j.tasks.TasksPlugin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A comparison from its control to the training with labels. */
final class ControlRunTest {
    private static final String STUDY = """
            study = controls
            data { component = scenes, train = 32, val = 8, image = 16, classes = 2, objects = 1, labels = class }
            encoder { vit { size = tiny, depth = 1, patch = 8, image = 16, drop-path = 0.1 } }
            pretraining {
              none {}
              supervised { batch = 8, epochs = 3, warmup-epochs = 0, learning-rate = 1e-3 }
            }
            task { knn { neighbours = [1] } }
            seeds = [0]
            """;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startEngine() {
        EngineSession.start();
    }

    @Test
    void theControlTrainsNothingAndIsReused() throws Exception {
        Plan plan = plan();
        Stage none = pretraining(plan, "none");
        assertThat(estimate(plan).cost(none).steps()).isZero();
        RunRecord run = run(plan, "one", Listener.none());

        assertThat(run.failures()).isEmpty();
        StageRecord record = store("one").record(none.key()).orElseThrow();
        assertThat(record.steps()).isZero();
        assertThat(record.images()).isZero();
        assertThat(record.parameters()).isZero();
        assertThat(store("one").folder(none.key()).resolve(ArtifactStore.LEARNER))
                .doesNotExist();
        StageRecord taught =
                store("one").record(pretraining(plan, "supervised").key()).orElseThrow();
        assertThat(taught.steps()).isEqualTo(3 * 4);
        assertThat(taught.images()).isEqualTo(3 * 32);
        Controls controls = Controls.of(run);
        assertThat(controls.untrained()).containsExactly("none");
        assertThat(controls.labelled()).containsExactly("supervised");
        new Report(run, store("one")::folder).write(folder.resolve("one"));
        assertThat(folder.resolve("one").resolve(Report.PAGE)).content().contains("none", "supervised");

        List<Event> again = new ArrayList<>();
        assertThat(run(plan(), "one", again::add).reused()).hasSameSizeAs(plan.stages());
        assertThat(again).noneMatch(Event.StageStarted.class::isInstance);
    }

    @Test
    void anInterruptedStudyEndsInTheSameBytes() throws Exception {
        Plan plan = plan();
        run(plan, "straight", Listener.none());
        assertThatThrownBy(() -> run(plan, "stopped", event -> {
                    if (event instanceof Event.StepDone done && done.step() == 7) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(run(plan, "stopped", Listener.none()).failures()).isEmpty();

        for (String name : List.of("none", "supervised")) {
            String key = pretraining(plan, name).key();
            assertThat(Files.readAllBytes(store("stopped").folder(key).resolve(ArtifactStore.WEIGHTS)))
                    .as(name)
                    .isEqualTo(Files.readAllBytes(store("straight").folder(key).resolve(ArtifactStore.WEIGHTS)));
        }
    }

    /** Found before anything is trained: other weights than those that the pretraining leaves. */
    @Test
    void anEncoderOfOtherWeightsIsRefused() {
        Plan dropped = plan("pretraining.supervised.encoder.drop-path=0", "task.knn.encoder.drop-path=0.2");
        assertThat(estimate(dropped).failures()).isEmpty();
        Plan deeper = plan("pretraining.supervised.encoder.depth=2");
        Plan started = plan("task.knn.encoder.start=mae");
        assertThatThrownBy(() -> estimate(started))
                .hasMessageContaining("PECO-153")
                .hasMessageContaining("starts from other values in the task");
        assertThatThrownBy(() -> estimate(deeper))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .asString()
                                .contains(
                                        "PECO-153", "supervised / knn", "blocks.1", "missing in the task", "task.knn"));
    }

    private Estimate estimate(Plan plan) {
        return new Estimate(plan, store("one"), made -> false, () -> 1e11);
    }

    private static Stage pretraining(Plan plan, String name) {
        return plan.stages().stream()
                .filter(stage -> stage.info().kind().equals("pretraining"))
                .filter(stage -> stage.info().name().endsWith(name))
                .findFirst()
                .orElseThrow();
    }

    private static Plan plan(String... changes) {
        Registry registry = Registry.of(List.of(new DatasetsPlugin(), new PretrainingPlugin(), new TasksPlugin()));
        return new Planner(registry, Host.of(EngineSession.start(), ContentDigests.plain()), ContentDigests.plain())
                .plan(StudyFile.read(ConfigFactory.parseString(STUDY)).with(List.of(changes)), Precision.FLOAT32);
    }

    private RunRecord run(Plan plan, String place, Listener listener) {
        Clock clock = Clock.systemUTC();
        return new StudyRunner(store(place), Provenances.of(plan, EngineSession.start(), clock), listener, clock)
                .run(plan, folder.resolve(place), "test");
    }

    private ArtifactStore store(String place) {
        return new ArtifactStore(folder.resolve(place + "-store"));
    }
}
