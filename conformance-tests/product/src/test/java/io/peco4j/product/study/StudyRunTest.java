package io.peco4j.product.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.train.Precision;
import io.peco4j.backbones.BackbonesPlugin;
import io.peco4j.datasets.DatasetsPlugin;
import io.peco4j.dsl.Study;
import io.peco4j.dsl.StudyFile;
import io.peco4j.pretraining.PretrainingPlugin;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.plan.Host;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Planner;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.record.Provenance;
import io.peco4j.runtime.record.Records;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.report.Report;
import io.peco4j.runtime.run.Estimate;
import io.peco4j.runtime.run.Provenances;
import io.peco4j.runtime.run.StudyRunner;
import io.peco4j.runtime.store.ArtifactStore;
import io.peco4j.tasks.TasksPlugin;
import io.peco4j.tokenizers.TokenizersPlugin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StudyRunTest {
    private static final String STUDY = """
            study = tiny
            data { component = scenes, train = 16, val = 8, image = 16, classes = 2, objects = 1 }
            encoder { vit { size = tiny, depth = 1, patch = 8, image = 16 } }
            tokenizer {
              pixel { @small }
              perceptual { @small, objectives = [
                { component = pixel },
                { component = perceptual, weight = 1.0, backbone = {
                    component = mocov3-vit, layers = [1]
                    encoder = { component = vit, size = tiny, depth = 1, patch = 8, image = 16 }
                    training = { component = moco-v3, hidden = 16, dim = 8, batch = 8, epochs = 1, warmup-epochs = 0 } } }
              ] }
            }
            pretraining { beit { mask { min-patches = 1 }, batch = 8, epochs = 1, warmup-epochs = 0 } }
            task { linear-probe {}, codeword-probe {}, classification { batch = 8, epochs = 1, warmup-epochs = 0 } }
            seeds = [0, 1]
            """;

    private static final String SMALL = """
            component = vqvae, codebook { size = 16, dimension = 4 }, channels = 32, multipliers = [1, 1, 1, 1]
            latent = 8, residual-blocks = 1, decoder-residual-blocks = 1, attention = false
            batch = 8, epochs = 1, warmup-epochs = 0
            """;

    private final Registry registry = Registry.of(List.of(
            new DatasetsPlugin(),
            new PretrainingPlugin(),
            new BackbonesPlugin(),
            new TokenizersPlugin(),
            new TasksPlugin()));

    @TempDir
    private Path folder;

    @BeforeAll
    static void startEngine() {
        EngineSession.start();
    }

    @Test
    void whatIsDoneIsNotDoneAgain() throws Exception {
        Plan plan = plan(study());
        List<Event> first = new ArrayList<>();
        RunRecord run = run(plan, first::add);

        assertThat(run.failures()).isEmpty();
        // Per seed: two tokenizers, two encoders, two tasks on each encoder and one on each tokenizer; one backbone.
        assertThat(plan.stages()).hasSize(2 * (2 + 2 + 4 + 2) + 1);
        assertThat(run.cells())
                .hasSize(12)
                .allSatisfy(cell -> assertThat(cell.scores()).isNotEmpty());
        assertThat(first)
                .filteredOn(Event.StageFinished.class::isInstance)
                .hasSize(plan.stages().size());

        List<Event> second = new ArrayList<>();
        RunRecord again = run(plan(study()), second::add);
        assertThat(second).filteredOn(Event.StageStarted.class::isInstance).isEmpty();
        assertThat(again.reused()).hasSize(plan.stages().size());
        assertThat(again.cells()).isEqualTo(run.cells());

        Plan more = plan(study().with(List.of("seeds=[0,1,2]")));
        Estimate known = new Estimate(more, store(), made -> false, () -> {
            throw new AssertionError("each component has been seen at work");
        });
        assertThat(more.stages())
                .filteredOn(stage -> stage.info().seed() == 2)
                .isNotEmpty()
                .allSatisfy(stage -> assertThat(known.duration(stage))
                        .isEqualTo(Duration.ofMillis(Math.round(1000 * secondsOf(stage.info(), run)))));

        Plan others = plan(study().with(List.of("seeds=[3]")));
        Estimate guessed = new Estimate(others, store(), made -> false, () -> 1);
        assertThat(guessed.total()).isGreaterThan(Duration.ofDays(365));
        for (Stage stage : plan.stages()) {
            Path record = store().folder(stage.key()).resolve("artifact.json");
            Files.writeString(record, Files.readString(record).replaceAll("\"seconds\": [0-9.E-]+", "\"seconds\": 60"));
        }
        Estimate seen = new Estimate(others, store(), provenance(others)::sameConditions, () -> 1e15);
        assertThat(others.stages())
                .filteredOn(
                        stage -> stage.info().seed() == 3 && seen.cost(stage).flops() > 0)
                .hasSizeGreaterThan(4)
                .extracting(seen::duration)
                .contains(Duration.ofSeconds(62))
                .allSatisfy(each -> assertThat(each).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(62)));
        assertThat(others.stages())
                .filteredOn(
                        stage -> stage.info().seed() == 3 && seen.cost(stage).flops() == 0)
                .isNotEmpty()
                .allSatisfy(stage -> assertThat(seen.duration(stage)).isLessThan(Duration.ofSeconds(3)));

        new Report(Records.readRun(folder.resolve("tiny/run.json")), store()::folder).write(folder.resolve("tiny"));
        assertThat(folder.resolve("tiny/" + Report.PAGE)).content().contains("codeword-probe", "data:image/png");
    }

    @Test
    void anArtifactThatHasLostItsWeightsIsMadeAgain() throws Exception {
        Study study = study().with(List.of("seeds=[0]"));
        Plan plan = plan(study);
        run(plan, Listener.none());
        Path weights = store().folder(tokenizer(plan, "pixel").key()).resolve(ArtifactStore.WEIGHTS);
        byte[] before = Files.readAllBytes(weights);
        Files.delete(weights);

        List<Event> events = new ArrayList<>();
        RunRecord again = run(plan, events::add);
        assertThat(again.failures()).isEmpty();
        assertThat(again.reused()).hasSize(plan.stages().size() - 1);
        assertThat(events)
                .filteredOn(Event.Warning.class::isInstance)
                .containsExactly(
                        new Event.Warning("the artifact of tokenizer pixel, seed 0 is damaged, and is made again:"
                                + " weights.safetensors is missing"));
        assertThat(weights).hasBinaryContent(before);
    }

    @Test
    void whatAnotherStudyTrainedGoesByTheNameOfThisOne() {
        run(plan(study().with(List.of("seeds=[0]"))), Listener.none());
        Study renamed = study(STUDY.replace("pixel { @small }", "plain { @small }"));
        RunRecord again = run(plan(renamed.with(List.of("seeds=[0]"))), Listener.none());

        assertThat(again.reused()).hasSameSizeAs(again.stages());
        assertThat(again.stages())
                .extracting(record -> record.stage().name())
                .contains("plain", "plain / beit", "plain / codeword-probe")
                .noneMatch(name -> name.startsWith("pixel"));
    }

    @Test
    void stagesOfSeveralEncodersAreToldApart() {
        Plan plan = plan(study(STUDY.replace(
                        "encoder { vit",
                        "encoder { deep { component = vit, size = tiny, depth = 2, patch = 8, image = 16 }, vit"))
                .with(List.of("seeds=[0]")));

        assertThat(plan.stages())
                .extracting(stage -> stage.info().kind() + " " + stage.info().name())
                .contains("pretraining vit / pixel / beit", "pretraining deep / pixel / beit")
                .doesNotHaveDuplicates();
    }

    @Test
    void aSwapRetrainsOnlyWhatItChanges() {
        Plan before = plan(study());
        Plan after = plan(study().with(List.of("tokenizer.perceptual.objectives[1].weight=0.5")));

        Map<String, Boolean> kept = after.stages().stream()
                .collect(Collectors.toMap(
                        stage -> stage.info().kind() + " " + stage.info().name() + " "
                                + stage.info().seed(),
                        stage -> before.stages().contains(stage)));
        assertThat(kept)
                .hasSize(before.stages().size())
                .allSatisfy((name, same) -> assertThat(same).as(name).isEqualTo(!name.contains("perceptual")));
    }

    @Test
    void whatWasPublishedRetrainsNothing() {
        Study published = study().with(List.of("published=[{ source = \"Table 7\", task = linear-probe,"
                + " figures = [{ choice = perceptual, value = 84.1 }], order = [\"pixel < perceptual\"] }]"));

        assertThat(published.published()).hasSize(1);
        assertThat(plan(published).stages()).isEqualTo(plan(study()).stages());
        assertThat(StudyFile.read(ConfigFactory.parseString(StudyFile.write(published))))
                .isEqualTo(published);
    }

    @Test
    void theSameWorkInAnotherFolderGivesTheSameBytes() throws Exception {
        Study one = study().with(List.of("seeds=[3]"));
        Plan plan = plan(one);
        run(plan, Listener.none());
        Stage stage = plan.stages().stream()
                .filter(each -> each.info().kind().equals("pretraining"))
                .findFirst()
                .orElseThrow();
        byte[] first = Files.readAllBytes(store().folder(stage.key()).resolve(ArtifactStore.WEIGHTS));
        Path other = folder.resolve("other");
        ArtifactStore elsewhere = new ArtifactStore(other.resolve("store"));
        runner(plan, elsewhere, Listener.none()).run(plan, other.resolve("tiny"), "test");
        assertThat(Files.readAllBytes(elsewhere.folder(stage.key()).resolve(ArtifactStore.WEIGHTS)))
                .isEqualTo(first);
    }

    @Test
    void aTokenizerFromAFileTrainsNothingAndGoesByTheContent() throws Exception {
        Plan trained = plan(study().with(List.of("seeds=[0]")));
        run(trained, Listener.none());
        Stage pixel = tokenizer(trained, "pixel");
        Path file = folder.resolve("tokenizer.safetensors");
        Files.copy(store().folder(pixel.key()).resolve(ArtifactStore.WEIGHTS), file);

        Study study = study().with(List.of("seeds=[0]", "tokenizer.pixel.weights=\"" + file + "\""));
        Plan plan = plan(study);
        assertThat(run(plan, Listener.none()).failures()).isEmpty();
        StageRecord record = store().record(tokenizer(plan, "pixel").key()).orElseThrow();
        assertThat(record.steps()).isZero();
        assertThat(record.scores())
                .isEqualTo(store().record(pixel.key()).orElseThrow().scores());

        Path other = store().folder(tokenizer(trained, "perceptual").key()).resolve(ArtifactStore.WEIGHTS);
        Files.copy(other, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(tokenizer(plan(study), "pixel")).isNotEqualTo(tokenizer(plan, "pixel"));
    }

    private static Stage tokenizer(Plan plan, String name) {
        return plan.stages().stream()
                .filter(stage -> stage.info().kind().equals("tokenizer"))
                .filter(stage -> stage.info().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPlanKnowsItsCost() {
        Plan plan = plan(study());
        Estimate estimate = new Estimate(plan, store(), made -> false, () -> 1e11);
        assertThat(estimate.total(1)).isEqualTo(estimate.total());
        // Backbone, perceptual tokenizer, pretraining, task: two seconds each at least.
        assertThat(estimate.total(1000))
                .isBetween(Duration.ofSeconds(8), estimate.total().dividedBy(2));
        Estimate slow = new Estimate(plan, store(), made -> false, () -> 1e6);
        assertThat(plan.stages())
                .filteredOn(stage -> stage.info().component().endsWith("probe"))
                .isNotEmpty()
                .allSatisfy(stage -> {
                    assertThat(estimate.cost(stage).flops()).isZero();
                    assertThat(estimate.cost(stage).scoringFlops()).isPositive();
                    assertThat(slow.duration(stage)).isGreaterThan(estimate.duration(stage));
                });
        assertThat(plan.stages())
                .filteredOn(stage -> !stage.info().component().endsWith("probe"))
                .allSatisfy(stage -> {
                    assertThat(estimate.cost(stage).parameters()).isPositive();
                    assertThat(estimate.cost(stage).steps()).isEqualTo(2);
                    assertThat(estimate.cost(stage).flops()).isPositive();
                    assertThat(estimate.cost(stage).memory().total())
                            .as("%s", estimate.cost(stage).memory())
                            .isGreaterThan(16.0 * estimate.cost(stage).parameters());
                });
    }

    /** What the same took with the last seed that ran. */
    private static double secondsOf(StageInfo stage, RunRecord run) {
        return run.stages().stream()
                .filter(done -> done.stage().kind().equals(stage.kind())
                        && done.stage().name().equals(stage.name())
                        && done.stage().seed() == 1)
                .mapToDouble(StageRecord::seconds)
                .findFirst()
                .orElseThrow();
    }

    private Plan plan(Study study) {
        return new Planner(registry, Host.of(EngineSession.start(), ContentDigests.plain()), ContentDigests.plain())
                .plan(study, Precision.FLOAT32);
    }

    private RunRecord run(Plan plan, Listener listener) {
        return runner(plan, store(), listener).run(plan, folder.resolve("tiny"), "test");
    }

    private static StudyRunner runner(Plan plan, ArtifactStore store, Listener listener) {
        return new StudyRunner(store, provenance(plan), listener, Clock.systemUTC());
    }

    private static Provenance provenance(Plan plan) {
        return Provenances.of(plan, EngineSession.start(), Clock.systemUTC());
    }

    private ArtifactStore store() {
        return new ArtifactStore(folder.resolve("store"));
    }

    private static Study study() {
        return study(STUDY);
    }

    private static Study study(String text) {
        return StudyFile.read(ConfigFactory.parseString(text.replace("@small", SMALL.strip())));
    }
}
