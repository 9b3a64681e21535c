package io.peco4j.runtime.run;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.task.Findings;
import io.peco4j.api.task.Illustrated;
import io.peco4j.api.task.Picture;
import io.peco4j.api.train.Learner;
import io.peco4j.nn.picture.Png;
import io.peco4j.nn.weights.Safetensors;
import io.peco4j.runtime.data.Loader;
import io.peco4j.runtime.data.SplitExamples;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.launch.StageFailedException;
import io.peco4j.runtime.launch.StageFailedException.Doing;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.record.Provenance;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.record.StageRecord.PictureRecord;
import io.peco4j.runtime.record.WholeFile;
import io.peco4j.runtime.store.ArtifactStore;
import io.peco4j.runtime.store.Workspace;
import io.peco4j.runtime.train.TrainingResult;
import io.peco4j.runtime.worker.Collective;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Does one stage: makes its components, trains, scores, and stores what came out. */
final class StageRunner {
    private static final TrainingResult NOTHING_TRAINED = new TrainingResult(0, 0, 0, 0, 0, Map.of());

    private final Plan plan;
    private final ArtifactStore store;
    private final Provenance provenance;
    private final Listener listener;
    private final StageTraining training;

    /** For the words of a failure; one thread. */
    private Doing doing = Doing.OPENING;

    /** @param workers that train beside this one, which does everything else */
    StageRunner(
            Plan plan, ArtifactStore store, Provenance provenance, Supplier<Collective> workers, Listener listener) {
        this.plan = plan;
        this.store = store;
        this.provenance = provenance;
        this.listener = listener;
        this.training = new StageTraining(plan, workers, listener);
    }

    /**
     * Leaves the stage finished in the store, unless another process has done so meanwhile.
     *
     * @throws StageFailedException whatever was thrown, with what was being done
     */
    StageRecord run(Stage stage) throws StageFailedException {
        doing = Doing.OPENING;
        try {
            return done(stage);
        } catch (Throwable e) {
            throw new StageFailedException(stage.info(), doing, e);
        }
    }

    private StageRecord done(Stage stage) {
        try (Workspace workspace = store.open(stage.key(), holder -> waiting(stage, holder))) {
            if (!workspace.alreadyFinished()) {
                long started = System.nanoTime();
                StageRecord record = work(stage, workspace);
                Duration wall = Duration.ofNanos(System.nanoTime() - started);
                listener.on(new Event.StageFinished(stage.info(), wall));
                return record;
            }
        }
        listener.on(new Event.StageReused(stage.info()));
        return store.record(stage.key()).orElseThrow();
    }

    private void waiting(Stage stage, String holder) {
        listener.on(new Event.Warning(
                StageFailedException.name(stage.info()) + " waits: " + holder + " works on the same stage in "
                        + store.folder(stage.key()) + ".work; when it has finished, its result is used here"));
    }

    private StageRecord work(Stage stage, Workspace workspace) {
        Path folder = workspace.folder();
        Path scratch = folder.resolve(ArtifactStore.TRAINING);
        long started = System.nanoTime();
        doing = Doing.MAKING;
        try (OpenStage open = OpenStage.open(stage, plan, new StoredWeights(store))) {
            Optional<Learner> learner = open.learner();
            if (learner.isEmpty()) {
                listener.on(new Event.StageStarted(stage.info(), 0, 0));
            }
            doing = Doing.TRAINING;
            TrainingResult trained =
                    learner.map(each -> training.train(stage, each, scratch)).orElse(NOTHING_TRAINED);
            long scored = System.nanoTime();
            doing = Doing.SCORING;
            Optional<Findings> findings = findings(stage, open);
            List<Picture> pictures =
                    new ArrayList<>(findings.map(Findings::pictures).orElse(List.of()));
            if (open.component() instanceof Illustrated illustrated) {
                pictures.addAll(illustrated.pictures(examples(stage)));
            }
            doing = Doing.STORING;
            Map<String, String> origin = Map.of("format", "pt", "stage", stage.key());
            open.result(learner)
                    .ifPresent(
                            result -> Safetensors.write(folder.resolve(ArtifactStore.WEIGHTS), result.state(), origin));
            Map<String, NDArray> beside = open.beside(learner);
            if (!beside.isEmpty()) {
                Safetensors.write(folder.resolve(ArtifactStore.LEARNER), beside, origin);
            }
            double rest = (System.nanoTime() - scored) / 1e9;
            double making = (scored - started) / 1e9;
            StageRecord record = new StageRecord(
                    stage.info(),
                    stage.options(),
                    stage.parents().stream().map(Stage::key).toList(),
                    trained.parameters(),
                    trained.steps(),
                    trained.images(),
                    trained.flops(),
                    Math.max(trained.seconds(), making) + rest,
                    trained.curves(),
                    findings.map(Findings::scores).orElse(List.of()),
                    store(pictures, folder),
                    findings.map(Findings::tables).orElse(List.of()),
                    provenance.reading(plan.data(stage).fingerprint()),
                    List.of());
            return workspace.finish(record, List.of(scratch));
        }
    }

    private Optional<Findings> findings(Stage stage, OpenStage open) {
        EngineSession.prepareThread();
        SplitExamples examples = examples(stage);
        if (open.component() instanceof DownstreamTask task) {
            return Optional.of(task.findings(examples));
        }
        if (open.component() instanceof Tokenizer tokenizer) {
            return Optional.of(TokenizerFindings.of(tokenizer, examples));
        }
        return Optional.empty();
    }

    private SplitExamples examples(Stage stage) {
        return new SplitExamples(
                plan.data(stage).dataset(), stage.info(), Loader.defaultThreads(), training.hearing(stage));
    }

    private static List<PictureRecord> store(List<Picture> pictures, Path folder) {
        List<PictureRecord> stored = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            Picture picture = pictures.get(i);
            String file = "picture-" + (i + 1) + ".png";
            WholeFile.write(folder.resolve(file), Png.of(picture.image()).bytes());
            stored.add(new PictureRecord(picture.title(), picture.caption(), file));
        }
        return stored;
    }
}
