package io.peco4j.tasks.video;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Reads;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.options.Describe;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.task.Examples;
import io.peco4j.api.task.Findings;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.nn.video.VideoClassifier;
import io.peco4j.nn.video.ViewScores;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Fine-tunes an encoder as a TimeSformer and scores its classification of clips: table 9 of the paper. Attention along
 * time starts as a copy of that across the picture, and what it writes at 0, so that the first network sees single
 * frames (Bertasius, Wang and Torresani 2021).
 *
 * <p>A clip that is shorter than the stretch that a view spans repeats its last frame, as in the original.
 */
@Reads(Example.Clip.class)
@Describe("classification of clips by a TimeSformer that starts from the encoder")
public final class VideoTask implements DownstreamTask {
    private static final int PASS = 16;

    private final VideoOptions options;
    private final Dataset dataset;
    private final VideoClassifier model;
    private final ClipViews views;
    private final VideoLearner learner;

    @Inject
    VideoTask(VideoOptions options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
        require(dataset);
        this.options = options;
        this.dataset = dataset;
        this.model = VideoNetwork.of(options, encoder, dataset.classes().size(), context);
        this.views = new ClipViews(options, VideoNetwork.side(options, encoder));
        this.learner = new VideoLearner(options.recipe(), model, views, VideoNetwork.groups(options, encoder, model));
    }

    private static void require(Dataset dataset) {
        List<Problem> problems = new ArrayList<>();
        if (dataset.classes().size() < 2) {
            problems.add(new Problem(
                    "PECO-220",
                    "video needs clips of several classes, and the data set has "
                            + (dataset.classes().isEmpty() ? "no classes" : "one class"),
                    "data",
                    "a data set such as  clips  with two classes or more"));
        }
        if (dataset.splits().stream().noneMatch(split -> split.name().equals(Dataset.VALIDATION))) {
            problems.add(new Problem(
                    "PECO-221",
                    "video scores on a validation split, and the data set has none",
                    "data",
                    "add a list or a folder  val , or set  data.validation"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }

    @Override
    public Optional<Learner> learner() {
        return Optional.of(learner);
    }

    @Override
    public double scoringFlops(Dataset data) {
        return data.split(Dataset.VALIDATION).size() * (double) views.count() * model.flopsPerVideo();
    }

    @Override
    public Findings findings(Examples examples) {
        ClassHits hits = new ClassHits(dataset.classes());
        FilmStrips strips = new FilmStrips(dataset, options, views.count());
        int rows = Math.max(1, PASS / views.count());
        examples.forEach(Dataset.VALIDATION, rows, views::scoring, batch -> score(batch, hits, strips));
        return new Findings(hits.scores(), strips.pictures(), List.of(hits.table()));
    }

    private void score(Batch batch, ClassHits hits, FilmStrips strips) {
        long[] labels = batch.get(Sample.LABEL).toLongArray();
        NDArray frames = batch.get(Sample.FRAMES);
        long[] shape = frames.getShape().getShape();
        int classes = model.classes();
        NDArray single =
                frames.reshape(labels.length * (long) views.count(), options.frames(), shape[2], shape[3], shape[4]);
        float[] logits = model.logits(single, false).toFloatArray();
        for (int row = 0; row < labels.length; row++) {
            ViewScores scores = new ViewScores(options.ensemble(), classes);
            for (int view = 0; view < views.count(); view++) {
                int from = (row * views.count() + view) * classes;
                scores.add(Arrays.copyOfRange(logits, from, from + classes));
            }
            hits.count(scores, (int) labels[row]);
            strips.show((int) batch.indices()[row], frames.get(row), scores.best(), (int) labels[row]);
        }
    }
}
