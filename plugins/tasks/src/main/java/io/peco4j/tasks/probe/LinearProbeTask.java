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
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.task.Examples;
import io.peco4j.api.task.Findings;
import io.peco4j.api.train.Stateful;
import io.peco4j.nn.image.EvaluationView;
import io.peco4j.nn.image.LabelledPictures;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;

/**
 * Linear accuracy of a frozen encoder: a logistic regression on the mean of its patch tokens.
 *
 * <p>Bao, Dong and Wei (2021) average the tokens of an intermediate layer, the 9th of 12; so does the default here.
 */
@Reads(Example.Labelled.class)
public final class LinearProbeTask implements DownstreamTask, Stateful {
    private static final double BEIT_DEPTH = 0.75;

    private final Options options;
    private final VisionEncoder encoder;
    private final NetworkContext context;
    private final int classes;
    private final LinearClassifier classifier;

    /** What a study may say about this task. */
    public record Options(
            @Describe("the block whose tokens are averaged, from 1; 0: the one at three quarters of the depth")
            @Default("0")
            @Range(min = 0, max = 1000)
            int layer,

            @Describe("what stands for a picture: the mean of its patch tokens, or the class token") @Default("mean")
            Pool pool,

            @Describe("share of the short side that the view spans") @Default("0.875") @Range(min = 0.1, max = 1)
            double crop,

            @Describe("pictures per forward pass") @Default("64") @Range(min = 1, max = 4096)
            int batch,

            @Describe("steps of L-BFGS at most") @Default("200") @Range(min = 1, max = 10_000)
            int iterations) {}

    /** What stands for a picture. */
    public enum Pool {
        MEAN,
        CLASS_TOKEN
    }

    @Inject
    LinearProbeTask(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
        LabelledPictures.require(dataset, "linear-probe");
        if (options.layer() > encoder.depth()) {
            throw new InvalidInputException(new Problem(
                    "PECO-125",
                    "layer = " + options.layer() + ", and the encoder has " + encoder.depth() + " blocks",
                    "linear-probe: layer",
                    "a whole number from 0 to " + encoder.depth()));
        }
        this.options = options;
        this.encoder = encoder;
        this.context = context;
        this.classes = dataset.classes().size();
        int layer =
                options.layer() == 0 ? Math.max(1, (int) Math.round(BEIT_DEPTH * encoder.depth())) : options.layer();
        this.classifier = new LinearClassifier(context, encoder, layer, options.pool(), classes);
    }

    @Override
    public Findings findings(Examples examples) {
        return new Probe(classes, options.batch(), options.iterations(), context)
                .run(
                        examples,
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
