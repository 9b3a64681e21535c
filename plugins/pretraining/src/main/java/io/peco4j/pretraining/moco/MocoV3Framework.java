package io.peco4j.pretraining.moco;

import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Recipe;
import io.peco4j.nn.moco.ContrastiveHead;
import jakarta.inject.Inject;

/**
 * MoCo v3 (Chen, Xie and He 2021): the encoder's class token of one view of a picture, projected and predicted, is to
 * be nearer to what a slowly following twin of the encoder makes of the other view than to those of other pictures.
 *
 * <p>The negatives are the other pictures of the pass, and the heads normalise over it: with {@code micro-batch} a
 * picture meets fewer negatives, and the loss is another one, not only computed in portions. The learning rate of the
 * paper is 1.5e-4 per 256 pictures; the default is that of its batch of 4096.
 */
public final class MocoV3Framework implements PretrainingFramework {
    private final MocoV3Learner learner;

    /** What a study may say about this framework. */
    public record Options(
            @Describe("channels between the layers of projector and predictor")
            @Default("4096")
            @Range(min = 1, max = 65_536)
            int hidden,

            @Describe("channels of the space in which views are compared") @Default("256") @Range(min = 1, max = 65_536)
            int dim,

            @Describe("share of the momentum encoder that the first step keeps; rises to 1 along half a cosine")
            @Default("0.99")
            @Range(min = 0, max = 1)
            double momentum,

            @Describe("what similarities are divided by before the softmax")
            @Default("0.2")
            @Range(min = 1e-3, max = 10)
            double temperature,

            @Describe("smallest part of a picture's area that a view shows")
            @Default("0.08")
            @Range(min = 0.01, max = 1)
            double cropScaleMin,

            @Describe("whether the patch embedding stays at its start, which keeps the training stable")
            @Default("true")
            boolean freezePatchEmbedding,

            @Flat @Default("epochs = 300, batch = 4096, learning-rate = 2.4e-3, weight-decay = 0.1, warmup-epochs = 40")
            Recipe recipe) {}

    /**
     * Prepares the encoder's training.
     *
     * @param encoder trained in place
     * @param context owns the heads and the momentum encoder
     * @throws InvalidInputException PECO-140 if a pass would have one picture, which has nothing to be told from
     */
    @Inject
    public MocoV3Framework(Options options, VisionEncoder encoder, NetworkContext context) {
        if (lastPass(options.recipe()) == 1) {
            throw new InvalidInputException(new Problem(
                    "PECO-140",
                    "a pass of one picture, as batch = " + options.recipe().batch() + " and micro-batch = "
                            + options.recipe().microBatch() + " make it, has no other to tell it from",
                    "moco-v3",
                    "at least 2 pictures in each pass; the more, the better"));
        }
        Branch query = new Branch(
                encoder, ContrastiveHead.projector(context, encoder.width(), options.hidden(), options.dim()));
        this.learner = new MocoV3Learner(
                options,
                query,
                ContrastiveHead.predictor(context, options.hidden(), options.dim()),
                query.momentum(context, options.hidden(), options.dim()),
                context.manager());
    }

    /** Pictures in the smallest pass of a step. */
    private static int lastPass(Recipe recipe) {
        int pass = recipe.microBatch() == 0 ? recipe.batch() : Math.min(recipe.microBatch(), recipe.batch());
        int rest = recipe.batch() % pass;
        return rest == 0 ? pass : rest;
    }

    @Override
    public Learner learner() {
        return learner;
    }
}
