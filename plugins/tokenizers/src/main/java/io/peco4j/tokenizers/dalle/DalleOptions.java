package io.peco4j.tokenizers.dalle;

import io.peco4j.api.data.DataCheck;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.FromEncoder;
import io.peco4j.api.options.Preset;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Recipe;
import io.peco4j.nn.dalle.DalleShape;
import io.peco4j.tokenizers.shared.CodebookSize;
import java.util.List;

/**
 * What a study may say about the tokenizer {@code dalle}. The defaults are DALL-E's (Ramesh et al. 2021, appendix A.2),
 * but for the number of epochs, which stands for its 3,000,000 updates, and the learning rate's cosine, which there
 * ends at 1,200,000 of them.
 */
@Preset(name = "paper", description = "the defaults: the networks and the training of DALL-E", options = "")
@Preset(
        name = "small",
        description = "one accelerator, thousands of pictures",
        options =
                "vocabulary = 2048, hidden = 64, blocks = 2, initial = 128, epochs = 50, batch = 64, learning-rate = 5e-4,"
                        + " average = 0.99, temperature { until = 0.5 }, divergence { weight = 1, until = 0.1 }")
@Preset(
        name = "tiny",
        description = "two cores, minutes",
        options =
                "vocabulary = 512, hidden = 32, blocks = 1, initial = 64, epochs = 5, batch = 16, learning-rate = 1e-3,"
                        + " average = 0.99, temperature { until = 0.7 }, divergence { weight = 0.1, until = 0.2 }")
public record DalleOptions(
        @Describe(
                "side of the training pictures in pixels, a multiple of 8; half the encoder's for one token per patch of 16 pixels")
        @FromEncoder
        @Range(min = 8, max = 4096)
        int image,

        @Describe("number of tokens") @Default("8192") @Range(min = 2, max = 65_536)
        int vocabulary,

        @Describe("channels at the highest resolution; each of three halvings doubles them; a multiple of 4")
        @Default("256")
        @Range(min = 4, max = 1024)
        int hidden,

        @Describe("blocks in each resolution") @Default("2") @Range(min = 1, max = 8)
        int blocks,

        @Describe("channels that the decoder makes of a token: its codewords")
        @Default("128")
        @Range(min = 1, max = 4096)
        int initial,

        @Describe("the relaxation of the tokens") Annealing temperature,

        @Describe("the divergence of the tokens from uniform ones")
        Divergence divergence,

        @Describe(
                "the tokenizer is a moving average of the trained networks, of which a step keeps this share, less in the first steps; 0: the networks themselves")
        @Default("0.999")
        @Range(min = 0, max = 0.999999)
        double average,

        @Describe("smallest part of a picture that a training crop shows") @Default("0.2") @Range(min = 0.01, max = 1)
        double cropScaleMin,

        @Describe("files of trained networks") DalleWeights weights,

        @Flat
        @Default(
                "epochs = 100, batch = 512, learning-rate = 1e-4, min-learning-rate = 1.25e-6, weight-decay = 1e-4, beta1 = 0.9, beta2 = 0.999")
        Recipe recipe)
        implements DataCheck {
    static final int DOWNSAMPLING = 8;

    /** @throws IllegalArgumentException if the options contradict each other */
    public DalleOptions {
        if (image % DOWNSAMPLING != 0) {
            throw new IllegalArgumentException(
                    "image = " + image + " is not a multiple of the " + DOWNSAMPLING + " pixels per token");
        }
        if (hidden % 4 != 0) {
            throw new IllegalArgumentException(
                    "hidden = " + hidden + " is not a multiple of 4, and a quarter of the channels lies within blocks");
        }
    }

    DalleShape shape() {
        return new DalleShape(hidden, blocks, vocabulary, initial);
    }

    /** PECO-160 if there are more tokens than places in the training pictures. */
    @Override
    public List<Problem> problems(Dataset data) {
        return weights.encoder().isPresent()
                ? List.of()
                : CodebookSize.problems("vocabulary", vocabulary, image / DOWNSAMPLING, data);
    }
}
