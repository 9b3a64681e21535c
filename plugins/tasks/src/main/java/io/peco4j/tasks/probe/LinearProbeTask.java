package io.peco4j.tasks.probe;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Reads;
import io.peco4j.api.model.ImageClassifier;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.InsteadOf;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.task.Examples;
import io.peco4j.api.task.Findings;
import io.peco4j.api.train.Stateful;
import io.peco4j.nn.image.EvaluationView;
import io.peco4j.nn.image.LabelledPictures;
import io.peco4j.nn.vit.BlockFeatures;
import io.peco4j.tasks.LabelShare;
import io.peco4j.tasks.Pool;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;

/**
 * Linear accuracy of a frozen encoder: a logistic regression on the mean of its patch tokens.
 *
 * <p>Bao, Dong and Wei (2021) average the tokens of an intermediate layer, the 9th of 12; so does the default here.
 * Caron et al. (2021) read the class tokens of the last blocks, with {@code last-blocks}.
 */
@Reads(Example.Labelled.class)
public final class LinearProbeTask implements DownstreamTask, Stateful {
    private static final double BEIT_DEPTH = 0.75;

    private final Options options;
    private final VisionEncoder encoder;
    private final NetworkContext context;
    private final int classes;
    private final LinearClassifier classifier;
    private final LabelShare labels;

    /** What a study may say about this task. */
    public record Options(
            @Describe("the block whose tokens are read, from 1; 0: the one at three quarters of the depth")
            @Default("0")
            @Range(min = 0, max = 1000)
            Optional<Integer> layer,

            @Describe("how many of the last blocks are read, each through the encoder's final normalisation, instead of"
                    + " one layer; DINO: 4 with class-token, or 1 with class-and-mean")
            @InsteadOf("layer")
            @Range(min = 1, max = 1000)
            Optional<Integer> lastBlocks,

            @Describe(
                    "what stands for a picture: the mean of its patch tokens, the class token, or both: class-and-mean")
            @Default("mean")
            Pool pool,

            @Describe("share of the training labels that it learns from, of each class alike and at least one picture,"
                    + " drawn by the seed; 1: all")
            @Default("1")
            @Range(min = 1e-6, max = 1)
            double labels,

            @Describe("share of the short side that the view spans") @Default("0.875") @Range(min = 0.1, max = 1)
            double crop,

            @Describe("pictures per forward pass") @Default("64") @Range(min = 1, max = 4096)
            int batch,

            @Describe("steps of L-BFGS at most") @Default("200") @Range(min = 1, max = 10_000)
            int iterations) {}

    @Inject
    LinearProbeTask(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
        LabelledPictures.require(dataset, "linear-probe");
        options.lastBlocks().ifPresent(blocks -> require("last-blocks", blocks, 1, encoder));
        options.layer().ifPresent(layer -> require("layer", layer, 0, encoder));
        this.options = options;
        this.encoder = encoder;
        this.context = context;
        this.classes = dataset.classes().size();
        this.classifier = new LinearClassifier(context, features(options, encoder), classes);
        this.labels = LabelShare.drawn(options.labels(), context);
    }

    private static BlockFeatures features(Options options, VisionEncoder encoder) {
        BlockFeatures.Reading reading = options.pool().reading();
        return options.lastBlocks()
                .map(blocks -> BlockFeatures.lastOf(encoder, blocks, reading))
                .orElseGet(() -> BlockFeatures.of(encoder, layer(options, encoder), reading));
    }

    private static int layer(Options options, VisionEncoder encoder) {
        int stated = options.layer().orElse(0);
        return stated == 0 ? Math.max(1, (int) Math.round(BEIT_DEPTH * encoder.depth())) : stated;
    }

    private static void require(String option, int value, int least, VisionEncoder encoder) {
        if (value > encoder.depth()) {
            throw new InvalidInputException(new Problem(
                    "PECO-125",
                    option + " = " + value + ", and the encoder has " + encoder.depth() + " blocks",
                    "linear-probe: " + option,
                    "a whole number from " + least + " to " + encoder.depth()));
        }
    }

    /** Of the features; fitting to them takes less. */
    @Override
    public double scoringFlops(Dataset dataset) {
        double learned = options.labels() * dataset.split(Dataset.TRAIN).size();
        return (learned + dataset.split(Dataset.VALIDATION).size()) * encoder.flopsPerImage();
    }

    @Override
    public Findings findings(Examples examples) {
        return new Probe(classes, options.batch(), options.iterations(), context)
                .run(
                        examples,
                        labels,
                        new EvaluationView(encoder.imageSize(), options.crop()),
                        images -> classifier.features(images, false),
                        classifier::take);
    }

    @Override
    public Optional<ImageClassifier> classifier() {
        return Optional.of(classifier);
    }

    /** What scoring fits; the encoder is its own stage's. */
    @Override
    public Map<String, NDArray> state() {
        return classifier.fitted();
    }
}
