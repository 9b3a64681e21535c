package io.peco4j.tokenizers.vqvae;

import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.FromEncoder;
import io.peco4j.api.options.Range;
import io.peco4j.api.plugin.Component;
import io.peco4j.api.train.Recipe;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a study may say about the tokenizer {@code vqvae}. The defaults are PeCo's where the paper states them and
 * VQGAN's elsewhere; learning rate, channels and schedule are not in the paper's text and are educated guesses.
 */
public record VqVaeOptions(
        @Describe("side of the training pictures in pixels; a multiple of the pixels per token")
        @FromEncoder
        @Range(min = 1, max = 4096)
        int image,

        @Describe("the codebook") CodebookOptions codebook,

        @Describe("channels of the first stage; a multiple of norm-groups") @Default("64") @Range(min = 1, max = 4096)
        int channels,

        @Describe("channels of each stage as multiples of the first; a token covers 2^(stages - 1) pixels a side")
        @Default("[1, 2, 4, 8, 8]")
        @Range(min = 1, max = 64)
        List<Integer> multipliers,

        @Describe("channels between encoder, codebook and decoder") @Default("256") @Range(min = 1, max = 8192)
        int latent,

        @Describe(
                "groups of each group norm; with less than about four channels in each, colours of whole pictures get lost")
        @Default("32")
        @Range(min = 1, max = 4096)
        int normGroups,

        @Describe("residual blocks in each stage of the encoder") @Default("2") @Range(min = 1, max = 16)
        int residualBlocks,

        @Describe("residual blocks in each stage of the decoder") @Default("3") @Range(min = 1, max = 16)
        int decoderResidualBlocks,

        @Describe("whether the last stage attends; the middle always does") @Default("true")
        boolean attention,

        @Describe("what a reconstruction is measured by") @Default("[{component = pixel}]")
        List<Component<CodebookObjective>> objectives,

        @Describe(
                "smallest part of a picture that a training crop shows; PeCo does not say, BEiT's views go down to 0.08")
        @Default("0.2")
        @Range(min = 0.01, max = 1)
        double cropScaleMin,

        @Describe(
                "weights of all networks, a file of taming-transformers or peco4j; absent: they are trained on the study's pictures")
        Optional<Path> weights,

        @Flat
        @Default(
                "epochs = 100, batch = 128, learning-rate = 5e-5, warmup-epochs = 0.5, weight-decay = 0, beta1 = 0.5, beta2 = 0.95")
        Recipe recipe) {

    /** @throws IllegalArgumentException if the options contradict each other */
    public VqVaeOptions {
        multipliers = List.copyOf(multipliers);
        objectives = List.copyOf(objectives);
        if (channels % normGroups != 0) {
            throw new IllegalArgumentException(
                    "channels = " + channels + " is not a multiple of norm-groups = " + normGroups);
        }
        if (multipliers.isEmpty() || multipliers.size() > 8) {
            throw new IllegalArgumentException(
                    "multipliers has " + multipliers.size() + " stages; 1 to 8 are possible");
        }
        int pixels = 1 << (multipliers.size() - 1);
        if (image % pixels != 0) {
            throw new IllegalArgumentException("image = " + image + " is not a multiple of the " + pixels
                    + " pixels per token that " + multipliers.size() + " stages give");
        }
        if (objectives.isEmpty()) {
            throw new IllegalArgumentException("objectives is empty: nothing would train the decoder");
        }
    }
}
