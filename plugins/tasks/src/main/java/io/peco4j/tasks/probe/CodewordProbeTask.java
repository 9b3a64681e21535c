package io.peco4j.tasks.probe;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Reads;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.task.Examples;
import io.peco4j.api.task.Findings;
import io.peco4j.nn.image.EvaluationView;
import io.peco4j.nn.image.LabelledPictures;
import io.peco4j.tasks.LabelShare;
import jakarta.inject.Inject;

/**
 * How much a codebook means: linear accuracy of the mean codeword of a picture, the paper's measure of a codebook's
 * semantics (table 4).
 */
@Reads(Example.Labelled.class)
public final class CodewordProbeTask implements DownstreamTask {
    private final Options options;
    private final Tokenizer tokenizer;
    private final NetworkContext context;
    private final int classes;

    /** What a study may say about this task. */
    public record Options(
            @Describe("share of the short side that the view spans") @Default("0.875") @Range(min = 0.1, max = 1)
            double crop,

            @Describe("pictures per forward pass") @Default("64") @Range(min = 1, max = 4096)
            int batch,

            @Describe("steps of L-BFGS at most") @Default("200") @Range(min = 1, max = 10_000)
            int iterations) {}

    @Inject
    CodewordProbeTask(Options options, Tokenizer tokenizer, Dataset dataset, NetworkContext context) {
        LabelledPictures.require(dataset, "codeword-probe");
        this.options = options;
        this.tokenizer = tokenizer;
        this.context = context;
        this.classes = dataset.classes().size();
    }

    /** Of the tokens; fitting to their codewords takes less. */
    @Override
    public double scoringFlops(Dataset dataset) {
        double pictures = dataset.split(Dataset.TRAIN).size()
                + (double) dataset.split(Dataset.VALIDATION).size();
        return pictures * tokenizer.flopsPerImage();
    }

    @Override
    public Findings findings(Examples examples) {
        return new Probe(classes, options.batch(), options.iterations(), context)
                .run(
                        examples,
                        LabelShare.ALL,
                        new EvaluationView(tokenizer.imageSize(), options.crop()),
                        this::features,
                        fitted -> {});
    }

    private NDArray features(NDArray images) {
        // One axis at a time: the engine averages over one only.
        return tokenizer
                .codewords(tokenizer.tokenize(images))
                .mean(new int[] {1})
                .mean(new int[] {1});
    }
}
