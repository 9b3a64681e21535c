package io.peco4j.conformance.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.task.Score;
import io.peco4j.api.train.Precision;
import io.peco4j.conformance.mutant.dataset.FolderDatasets;
import io.peco4j.conformance.pictures.DrawnScene;
import io.peco4j.conformance.pictures.FrameFolder;
import io.peco4j.conformance.pictures.MapFolder;
import io.peco4j.dsl.StudyFile;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.plan.Host;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Planner;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.run.Provenances;
import io.peco4j.runtime.run.StudyRunner;
import io.peco4j.runtime.store.ArtifactStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a study makes of data sets whose examples are no labelled pictures. */
final class KindsOfExamplesTest {
    private static final int PICTURES = 6;
    private static final Registry REGISTRY = Registry.of(List.of(new FolderDatasets(), new PluginModule() {
        @Override
        protected void configure() {
            tokenizer("kit.colours", Colours.Options.class).to(Colours.class);
            task("kit.ground", GroundEverywhere.Options.class).to(GroundEverywhere.class);
        }
    }));

    @TempDir
    private Path folder;

    @Test
    void aTaskOnClassMapsScoresThePixelsThatCount() throws IOException {
        MapFolder.write(folder.resolve("data"), MapFolder.Form.GREY, PICTURES);
        RunRecord record = run(plan("kit.maps"));

        assertThat(record.failures()).isEmpty();
        List<Integer> truth = LongStream.range(PICTURES, 2 * PICTURES)
                .mapToObj(DrawnScene::of)
                .flatMap(scene -> scene.classes().classes().boxed())
                .filter(label -> label >= 0)
                .toList();
        double ground = truth.stream().filter(label -> label == 0).count();
        List<Score> scores = record.cells().get(0).scores();
        assertThat(scores.get(0).name()).isEqualTo("pixel accuracy");
        assertThat(scores.get(0).value()).isEqualTo(100 * ground / truth.size());
    }

    @Test
    void aTaskThatReadsOtherExamplesIsRefusedWhenTheStudyIsPlanned() throws IOException {
        FrameFolder.write(folder.resolve("data"), 1, 3);

        InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, () -> plan("kit.clips"));

        assertThat(refused.problems()).hasSize(1).first().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("PECO-211");
            assertThat(problem.where()).isEqualTo("task.ground");
            assertThat(problem.what())
                    .isEqualTo("kit.ground reads pictures with a class for every pixel,"
                            + " and the data set has clips with a class each");
            assertThat(problem.remedy()).contains("choose a data set that has pictures with a class for every pixel");
        });
    }

    private Plan plan(String data) {
        String study = """
                study = kinds
                data { component = "@", path = "$" }
                tokenizer { colours { component = "kit.colours" } }
                task { ground { component = "kit.ground" } }
                seeds = [0]
                """.replace("@", data)
                .replace("$", folder.resolve("data").toString().replace("\\", "/"));
        Host host = Host.of(EngineSession.start(1), ContentDigests.plain());
        return new Planner(REGISTRY, host, ContentDigests.plain())
                .plan(StudyFile.read(ConfigFactory.parseString(study)), Precision.FLOAT32);
    }

    private RunRecord run(Plan plan) {
        Clock clock = Clock.systemUTC();
        ArtifactStore store = new ArtifactStore(folder.resolve("store"));
        return new StudyRunner(store, Provenances.of(plan, EngineSession.start(1), clock), Listener.none(), clock)
                .run(plan, folder.resolve("run"), "test");
    }
}
