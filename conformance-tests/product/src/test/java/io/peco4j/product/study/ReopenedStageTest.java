package io.peco4j.product.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Split;
import io.peco4j.api.model.ImageClassifier;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.task.Illustrated;
import io.peco4j.api.train.Precision;
import io.peco4j.datasets.DatasetsPlugin;
import io.peco4j.dsl.StudyFile;
import io.peco4j.nn.image.SquareView;
import io.peco4j.nn.picture.PictureTensors;
import io.peco4j.nn.picture.Png;
import io.peco4j.nn.weights.WeightFile;
import io.peco4j.pretraining.PretrainingPlugin;
import io.peco4j.runtime.data.SplitExamples;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.plan.Host;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Planner;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.run.OpenStage;
import io.peco4j.runtime.run.Provenances;
import io.peco4j.runtime.run.StudyRunner;
import io.peco4j.runtime.store.ArtifactStore;
import io.peco4j.tasks.TasksPlugin;
import io.peco4j.tokenizers.TokenizersPlugin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A finished stage has all that made its findings: pretraining its head, tasks their classifier. */
final class ReopenedStageTest {
    private static final String STUDY = """
            study = reopened
            data { component = scenes, train = 16, val = 8, image = 16, classes = 2, objects = 1, labels = class }
            encoder { vit { size = tiny, depth = 1, patch = 8, image = 16 } }
            tokenizer { pixel {
              component = vqvae, codebook { size = 16, dimension = 4 }, channels = 32, multipliers = [1, 1, 1, 1]
              latent = 8, residual-blocks = 1, decoder-residual-blocks = 1, attention = false
              batch = 8, epochs = 1, warmup-epochs = 0 } }
            pretraining { beit { mask { min-patches = 1 }, batch = 8, epochs = 2, warmup-epochs = 0, learning-rate = 1e-2 } }
            task {
              linear-probe { crop = 1 }
              classification { batch = 8, epochs = 1, warmup-epochs = 0, crop = 1 }
            }
            seeds = [0]
            """;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startEngine() {
        EngineSession.start();
    }

    @Test
    void whatWasTrainedIsThereAgain() throws Exception {
        Registry registry = Registry.of(
                List.of(new DatasetsPlugin(), new PretrainingPlugin(), new TokenizersPlugin(), new TasksPlugin()));
        Plan plan = new Planner(
                        registry, Host.of(EngineSession.start(), ContentDigests.plain()), ContentDigests.plain())
                .plan(StudyFile.read(ConfigFactory.parseString(STUDY)), Precision.FLOAT32);
        ArtifactStore store = new ArtifactStore(folder.resolve("store"));
        Clock clock = Clock.systemUTC();
        RunRecord record = new StudyRunner(
                        store, Provenances.of(plan, EngineSession.start(), clock), Listener.none(), clock)
                .run(plan, folder.resolve("reopened"), "test");
        assertThat(record.failures()).isEmpty();

        for (Stage stage : plan.stages()) {
            try (OpenStage open = OpenStage.reopen(stage, plan, store)) {
                if (open.component() instanceof Illustrated illustrated) {
                    assertIllustratedAlike(illustrated, plan, stage, store);
                } else if (open.component() instanceof DownstreamTask task) {
                    assertScoredAlike(
                            task.classifier().orElseThrow(), plan.data(stage).dataset(), stage, store);
                }
            }
        }
    }

    private static void assertIllustratedAlike(Illustrated framework, Plan plan, Stage stage, ArtifactStore store)
            throws Exception {
        Path artifact = store.folder(stage.key());
        try (WeightFile file = WeightFile.open(artifact.resolve(ArtifactStore.LEARNER))) {
            assertThat(file.tensors()).containsOnlyKeys("mask_token", "lm_head.weight", "lm_head.bias");
        }
        SplitExamples examples = new SplitExamples(plan.data(stage).dataset(), stage.info(), 1, Listener.none());
        assertThat(Png.of(framework.pictures(examples).get(0).image()).bytes())
                .isEqualTo(Files.readAllBytes(artifact.resolve("picture-1.png")));
    }

    private static void assertScoredAlike(
            ImageClassifier classifier, Dataset dataset, Stage stage, ArtifactStore store) {
        Split split = dataset.split(Dataset.VALIDATION);
        int right = 0;
        try (NDManager manager = NDManager.newBaseManager()) {
            for (int i = 0; i < split.size(); i++) {
                Example.Labelled example = (Example.Labelled) split.example(i);
                NDArray image = PictureTensors.of(List.of(new SquareView(16).picture(example.image())), manager);
                long likeliest = classifier.logits(image, false).argMax(1).toLongArray()[0];
                right += likeliest == example.label() ? 1 : 0;
            }
        }
        assertThat(store.record(stage.key()).orElseThrow().scores().get(0).value())
                .as(stage.info().name())
                .isCloseTo(100.0 * right / split.size(), within(1e-6));
    }
}
