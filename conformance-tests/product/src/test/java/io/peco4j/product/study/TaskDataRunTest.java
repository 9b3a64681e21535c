package io.peco4j.product.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.task.Score;
import io.peco4j.api.train.Precision;
import io.peco4j.datasets.DatasetsPlugin;
import io.peco4j.dsl.Study;
import io.peco4j.dsl.StudyFile;
import io.peco4j.nn.picture.Png;
import io.peco4j.pretraining.PretrainingPlugin;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.plan.Host;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Planner;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.run.Estimate;
import io.peco4j.runtime.run.Provenances;
import io.peco4j.runtime.run.StudyRunner;
import io.peco4j.runtime.store.ArtifactStore;
import io.peco4j.tasks.TasksPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pretraining on generated pictures, judged on folders of others, and by a task on what another one trained there. */
final class TaskDataRunTest {
    private static final String STUDY = """
            study = transfer
            data { component = scenes, train = 8, val = 4, image = 16, classes = 2, objects = 1 }
            encoder { vit { size = tiny, depth = 1, patch = 8, image = 16 } }
            pretraining { moco-v3 { hidden = 16, dim = 8, batch = 4, epochs = 1, warmup-epochs = 0 } }
            task {
              linear-probe {}
              colours { component = linear-probe, data { component = image-folder, path = "@" } }
              attack { component = test.attack, classifier = test.tuning
                       data { component = image-folder, path = "@" } }
              shared { component = test.attack, classifier = test.tuning }
              tuned { component = test.tuning }
            }
            seeds = [0]
            """;

    private final Registry registry =
            Registry.of(List.of(new DatasetsPlugin(), new PretrainingPlugin(), new TasksPlugin(), new Attacks()));

    @TempDir
    private Path folder;

    @BeforeAll
    static void startEngine() {
        EngineSession.start();
    }

    @Test
    void everyTaskJudgesOnItsDataAndBuildsOnWhatWasTrainedThere() throws IOException {
        colours("colours");
        Plan plan = plan("colours");
        assertThat(plan.datasets())
                .extracting(
                        data -> data.place() + " " + data.dataset().classes().size())
                .containsExactly("data 2", "task.colours.data 3");
        assertThat(new Estimate(plan, store(), made -> false, () -> 1e11).failures())
                .isEmpty();

        RunRecord run = run(plan, Listener.none());
        assertThat(run.failures()).isEmpty();
        assertThat(run.stages())
                .extracting(stage -> stage.stage().name())
                .containsExactly(
                        "moco-v3",
                        "moco-v3 / linear-probe",
                        "moco-v3 / colours",
                        "moco-v3 / tuned",
                        "moco-v3 / attack / test.tuning",
                        "moco-v3 / attack",
                        "moco-v3 / shared");
        Map<String, List<Score>> scores = new LinkedHashMap<>();
        run.cells().forEach(cell -> scores.put(cell.task(), cell.scores()));
        assertThat(scores.keySet()).containsExactly("linear-probe", "colours", "attack", "shared", "tuned");
        assertThat(scores.get("shared")).isEqualTo(scores.get("tuned"));
        assertThat(scores.get("attack")).extracting(Score::value).element(1).isEqualTo(3.0);
        assertThat(scores.get("shared")).extracting(Score::value).element(1).isEqualTo(2.0);
        assertThat(scores.get("attack")).isEqualTo(scores(run, "moco-v3 / attack / test.tuning"));
    }

    /** The data set does not know what the study calls it. */
    @Test
    void whatIsWrongWithATasksDataHasTheKeyOfThese() {
        String clips = STUDY.replaceFirst("image-folder", "clips");
        assertThatThrownBy(() -> plan(clips, "absent"))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::code, Problem::where)
                                .contains(tuple("PECO-286", "task.colours.data.path")));
    }

    @Test
    void anotherPictureMakesOnlyTheTasksOfItsDataSetAgain() throws IOException {
        colours("colours");
        run(plan("colours"), Listener.none());
        colours("copy");
        assertThat(run(plan("copy"), Listener.none()).reused())
                .as("the same pictures elsewhere")
                .hasSize(7);

        Files.write(folder.resolve("copy/val/red/0.png"), picture(250, 20, 20));
        List<Event> events = new ArrayList<>();
        RunRecord again = run(plan("copy"), events::add);
        assertThat(again.failures()).isEmpty();
        assertThat(events)
                .filteredOn(Event.StageFinished.class::isInstance)
                .extracting(event -> ((Event.StageFinished) event).stage().name())
                .containsExactly("moco-v3 / colours", "moco-v3 / attack / test.tuning", "moco-v3 / attack");
    }

    private static List<Score> scores(RunRecord run, String stage) {
        return run.stages().stream()
                .filter(each -> each.stage().name().equals(stage))
                .findFirst()
                .orElseThrow()
                .scores();
    }

    /** Three classes of a few pictures, in the layout of a folder. */
    private void colours(String name) throws IOException {
        Map<String, int[]> classes =
                Map.of("red", new int[] {200, 0, 0}, "green", new int[] {0, 200, 0}, "blue", new int[] {0, 0, 200});
        for (String split : List.of("train", "val")) {
            for (Map.Entry<String, int[]> each : classes.entrySet()) {
                Path own = Files.createDirectories(
                        folder.resolve(name).resolve(split).resolve(each.getKey()));
                for (int i = 0; i < 3; i++) {
                    int[] colour = each.getValue();
                    Files.write(own.resolve(i + ".png"), picture(colour[0] + 10 * i, colour[1] + 10 * i, colour[2]));
                }
            }
        }
    }

    private static byte[] picture(int red, int green, int blue) {
        byte[] pixels = new byte[16 * 16 * 3];
        for (int i = 0; i < pixels.length; i += 3) {
            pixels[i] = (byte) red;
            pixels[i + 1] = (byte) green;
            pixels[i + 2] = (byte) blue;
        }
        return Png.of(new RgbImage(16, 16, pixels)).bytes();
    }

    private Plan plan(String pictures) {
        return plan(STUDY, pictures);
    }

    private Plan plan(String text, String pictures) {
        Study study = StudyFile.read(ConfigFactory.parseString(
                text.replace("@", folder.resolve(pictures).toString())));
        return new Planner(registry, Host.of(EngineSession.start(), ContentDigests.plain()), ContentDigests.plain())
                .plan(study, Precision.FLOAT32);
    }

    private RunRecord run(Plan plan, Listener listener) {
        Clock clock = Clock.systemUTC();
        return new StudyRunner(store(), Provenances.of(plan, EngineSession.start(), clock), listener, clock)
                .run(plan, folder.resolve("transfer"), "test");
    }

    private ArtifactStore store() {
        return new ArtifactStore(folder.resolve("store"));
    }
}
