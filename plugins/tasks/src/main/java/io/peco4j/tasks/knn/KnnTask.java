package io.peco4j.tasks.knn;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.DataCheck;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Reads;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.task.Examples;
import io.peco4j.api.task.Findings;
import io.peco4j.api.task.Score;
import io.peco4j.nn.image.EvaluationView;
import io.peco4j.nn.image.LabelledPictures;
import io.peco4j.nn.metric.NearestNeighbours;
import io.peco4j.nn.vit.BlockFeatures;
import io.peco4j.tasks.Hits;
import io.peco4j.tasks.Pool;
import io.peco4j.tasks.probe.Features;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * Accuracy of the nearest training pictures, by the features of a frozen encoder. Nothing is trained: a quick look at
 * an encoder, and the evaluation of DINO (Caron et al. 2021, section 4.1), whose temperature is the default.
 */
@Reads(Example.Labelled.class)
public final class KnnTask implements DownstreamTask {
    private final Options options;
    private final VisionEncoder encoder;
    private final NetworkContext context;
    private final int classes;

    /** What a study may say about this task. */
    public record Options(
            @Describe("how many neighbours vote; each number is a score, the first one the main") @Default("[20, 10]")
            List<Integer> neighbours,

            @Describe("a neighbour's vote is exp(cosine similarity / temperature)")
            @Default("0.07")
            @Range(min = 1e-4, max = 100)
            double temperature,

            @Describe("the block whose tokens are compared, from 1; 0: the last one, after the final normalisation")
            @Default("0")
            @Range(min = 0, max = 1000)
            int layer,

            @Describe("what stands for a picture: the class token, or the mean of its patch tokens")
            @Default("class-token")
            Pool pool,

            @Describe("share of the short side that the view spans") @Default("0.875") @Range(min = 0.1, max = 1)
            double crop,

            @Describe("pictures per forward pass") @Default("64") @Range(min = 1, max = 4096)
            int batch)
            implements DataCheck {

        @Override
        public List<Problem> problems(Dataset data) {
            int pictures = data.split(Dataset.TRAIN).size();
            List<Problem> problems = new ArrayList<>();
            if (neighbours.isEmpty()) {
                problems.add(new Problem("PECO-107", "neighbours is empty", "", "such as  neighbours = [20]"));
            }
            neighbours.stream()
                    .filter(number -> number < 1 || number > pictures)
                    .map(number -> new Problem(
                            "PECO-107",
                            "neighbours = " + number + ", and the training split has " + pictures + " pictures",
                            "",
                            "whole numbers from 1 to " + pictures))
                    .forEach(problems::add);
            return problems;
        }
    }

    @Inject
    KnnTask(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
        LabelledPictures.require(dataset, "knn");
        if (options.layer() > encoder.depth()) {
            throw new InvalidInputException(new Problem(
                    "PECO-107",
                    "layer = " + options.layer() + ", and the encoder has " + encoder.depth() + " blocks",
                    "knn: layer",
                    "a whole number from 0 to " + encoder.depth()));
        }
        this.options = options;
        this.encoder = encoder;
        this.context = context;
        this.classes = dataset.classes().size();
    }

    /** Of the features and of comparing them. */
    @Override
    public double scoringFlops(Dataset dataset) {
        double known = dataset.split(Dataset.TRAIN).size();
        double scored = dataset.split(Dataset.VALIDATION).size();
        return (known + scored) * encoder.flopsPerImage() + 2 * known * scored * encoder.width();
    }

    @Override
    public Findings findings(Examples examples) {
        EvaluationView view = new EvaluationView(encoder.imageSize(), options.crop());
        List<Hits> hits =
                options.neighbours().stream().map(number -> new Hits()).toList();
        try (Features known = Features.of(
                        examples,
                        examples.dataset().split(Dataset.TRAIN),
                        options.batch(),
                        view,
                        this::features,
                        context.manager());
                NearestNeighbours nearest = new NearestNeighbours(
                        known.values(), known.labels(), options.temperature(), context.manager())) {
            // Examples that could not be read are missing here, and cannot vote.
            List<Integer> neighbours = options.neighbours().stream()
                    .map(number -> Math.min(number, nearest.size()))
                    .toList();
            examples.forEach(Dataset.VALIDATION, options.batch(), view, batch -> {
                long[] truth = batch.get(Sample.LABEL).toLongArray();
                List<float[]> votes = nearest.votes(features(batch.get(Sample.IMAGE)), neighbours, classes);
                for (int i = 0; i < votes.size(); i++) {
                    hits.get(i).count(votes.get(i), truth, classes);
                }
            });
        }
        List<Score> scores = new ArrayList<>();
        for (int i = 0; i < hits.size(); i++) {
            scores.add(Score.percent(
                    "top-1, k = " + options.neighbours().get(i), hits.get(i).top1()));
        }
        return new Findings(scores, List.of());
    }

    private NDArray features(NDArray images) {
        BlockFeatures.Reading reading = options.pool().reading();
        return (options.layer() == 0
                        ? BlockFeatures.lastOf(encoder, 1, reading)
                        : BlockFeatures.of(encoder, options.layer(), reading))
                .of(images, false);
    }
}
