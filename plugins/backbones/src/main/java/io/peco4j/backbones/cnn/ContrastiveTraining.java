package io.peco4j.backbones.cnn;

import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Recipe;
import io.peco4j.nn.moco.ContrastedEncoder;
import io.peco4j.nn.moco.ContrastiveHeads;
import io.peco4j.nn.moco.MocoLearner;

/**
 * MoCo v3's training of a convolutional network; the defaults are those of ResNet-50 for 100 epochs in its code (Chen,
 * Xie and He 2021), whose rate is 0.6 per 256 pictures.
 */
public record ContrastiveTraining(
        @Describe("channels between the layers of projector and predictor")
        @Default("4096")
        @Range(min = 1, max = 65_536)
        int hidden,

        @Describe("channels of the space in which views are compared") @Default("256") @Range(min = 1, max = 65_536)
        int dim,

        @Describe("share of the momentum network that the first step keeps; rises to 1 along half a cosine")
        @Default("0.99")
        @Range(min = 0, max = 1)
        double momentum,

        @Describe("what similarities are divided by before the softmax") @Default("1") @Range(min = 1e-3, max = 10)
        double temperature,

        @Describe("smallest part of a picture's area that a view shows") @Default("0.2") @Range(min = 0.01, max = 1)
        double cropScaleMin,

        @Flat
        @Default(
                "epochs = 100, batch = 4096, learning-rate = 9.6, schedule = continuous-cosine, warmup-epochs = 10, weight-decay = 1e-6, beta1 = 0.9, optimizer = lars")
        Recipe recipe) {

    /** What a preset says of a training on two cores: HOCON. */
    static final String TINY = "training { hidden = 256, dim = 64, temperature = 0.2, epochs = 10, batch = 32,"
            + " learning-rate = 1e-3, warmup-epochs = 1, weight-decay = 0.05, optimizer = adamw }";

    /** What a preset says of a training on one accelerator: HOCON. */
    static final String SMALL = "training { hidden = 1024, epochs = 100, batch = 256, learning-rate = 0.6 }";

    /**
     * A training of an encoder in place.
     *
     * @param context owns heads and momentum network
     * @throws InvalidInputException PECO-140 if a pass would have one picture, which cannot be distinguished from
     *     others
     */
    Learner of(ContrastedEncoder encoder, NetworkContext context) {
        return MocoLearner.of(
                new MocoLearner.Settings(temperature, momentum, cropScaleMin, recipe),
                new ContrastiveHeads(hidden, dim, ContrastiveHeads.Kind.CONVOLUTIONAL),
                encoder,
                context);
    }
}
