package io.peco4j.pretraining.moco;

import io.peco4j.api.data.DataCheck;
import io.peco4j.api.data.Dataset;
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
import io.peco4j.nn.moco.ContrastiveHeads;
import io.peco4j.nn.moco.MocoLearner;
import io.peco4j.nn.moco.Negatives;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * MoCo v3 (Chen, Xie and He 2021): the encoder's class token of one view of a picture, projected and predicted, is to
 * be nearer to what a slowly following twin of the encoder makes of the other view than to those of other pictures.
 *
 * <p>What a {@code micro-batch} changes, {@link MocoLearner} says. The learning rate of the paper is 1.5e-4 per 256
 * pictures; the default is that of its batch of 4096.
 */
public final class MocoV3Framework implements PretrainingFramework {
    private final MocoLearner learner;

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
            Recipe recipe)
            implements DataCheck {

        /** PECO-140 if the data leave a pass with one picture. */
        @Override
        public List<Problem> problems(Dataset data) {
            return Negatives.problems(recipe, data, "moco-v3");
        }
    }

    /**
     * Prepares the encoder's training.
     *
     * @param encoder trained in place
     * @param context owns the heads and the momentum encoder
     * @throws InvalidInputException PECO-140 if a pass would have one picture, which cannot be distinguished from
     *     others
     */
    @Inject
    public MocoV3Framework(Options options, VisionEncoder encoder, NetworkContext context) {
        ClassToken classToken = new ClassToken(encoder, options.freezePatchEmbedding());
        this.learner = MocoLearner.of(
                new MocoLearner.Settings(
                        options.temperature(), options.momentum(), options.cropScaleMin(), options.recipe()),
                new ContrastiveHeads(options.hidden(), options.dim(), ContrastiveHeads.Kind.TRANSFORMER),
                classToken,
                context);
        classToken.freeze();
    }

    @Override
    public Optional<Learner> learner() {
        return Optional.of(learner);
    }
}
