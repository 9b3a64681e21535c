package io.peco4j.tokenizers.vqvae;

import io.peco4j.api.component.Component;
import io.peco4j.api.data.DataCheck;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.FromEncoder;
import io.peco4j.api.options.Preset;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Recipe;
import io.peco4j.tokenizers.shared.CodebookSize;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a study may say about the tokenizer {@code vqvae}. The defaults are PeCo's where the paper states them and
 * VQGAN's elsewhere; learning rate, channels and schedule are not in the paper's text and are educated guesses.
 */
@Preset(
        name = "paper",
        description =
                "the defaults: PeCo's tokenizer of 16 pixels a side, for 224 pixels; in passes of 4 pictures, for 12 GiB",
        options = "micro-batch = 4")
@Preset(
        name = "paper-8x",
        description = "PeCo's tokenizer of 8 pixels a side, on pictures of 112 pixels",
        options = "image = 112, multipliers = [1, 2, 4, 8], micro-batch = 16")
@Preset(
        name = "small",
        description = "one accelerator, thousands of pictures",
        options =
                "codebook { size = 2048, dimension = 64, initial = k-means }, channels = 64, multipliers = [1, 1, 2, 2, 4],"
                        + " residual-blocks = 1, decoder-residual-blocks = 1, latent = 128, epochs = 50, batch = 64,"
                        + " learning-rate = 4e-4, warmup-epochs = 1")
@Preset(
        name = "tiny",
        description = "two cores, minutes; tokens of 8 pixels a side",
        options =
                "codebook { size = 512, dimension = 32, initial = k-means, decay = 0.9, revive-below = 0.1 }, channels = 32,"
                        + " multipliers = [1, 1, 2, 2], latent = 64, norm-groups = 8, residual-blocks = 1,"
                        + " decoder-residual-blocks = 1, epochs = 3, batch = 16, learning-rate = 1e-3")
public record VqVaeOptions(
        @Describe("side of the training pictures in pixels; a multiple of the pixels per token")
        @FromEncoder
        @Range(min = 1, max = 4096)
        int image,

        @Describe("the codebook") CodebookOptions codebook,

        @Describe(
                "half the channels in encoder and decoder, at about a quarter of the operations: PeCo's lite tokenizer")
        @Default("false")
        boolean lite,

        @Describe("what turns pictures into vectors: convolutions, or a vision transformer") @Default("cnn")
        Encoder encoder,

        @Describe(
                "what turns codewords into pictures: convolutions, full as the encoder's, with half-channels or half-depth (one residual block in each stage); or a vision transformer")
        @Default("full")
        Decoder decoder,

        @Describe("the transformers of encoder = vit and decoder = vit")
        VitOptions vit,

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
        Recipe recipe)
        implements DataCheck {

    /** What turns pictures into vectors. */
    public enum Encoder {
        CNN,
        VIT
    }

    /** What turns codewords into pictures. */
    public enum Decoder {
        FULL,
        HALF_CHANNELS,
        HALF_DEPTH,
        VIT
    }

    /** @throws IllegalArgumentException if the options contradict each other */
    public VqVaeOptions {
        multipliers = List.copyOf(multipliers);
        objectives = List.copyOf(objectives);
        if (multipliers.isEmpty() || multipliers.size() > 8) {
            throw new IllegalArgumentException(
                    "multipliers has " + multipliers.size() + " stages; 1 to 8 are possible");
        }
        int pixels = 1 << (multipliers.size() - 1);
        if (image % pixels != 0) {
            throw new IllegalArgumentException("image = " + image
                    + (image < pixels ? " is smaller than" : " is not a multiple of") + " the " + pixels
                    + " pixels per token that " + multipliers.size() + " stages give");
        }
        if (objectives.isEmpty()) {
            throw new IllegalArgumentException("objectives is empty: nothing would train the decoder");
        }
        Halving halving = new Halving(channels, lite, encoder, decoder);
        halving.contradiction(normGroups).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
    }

    /** Channels of the encoder's first stage. */
    int encoderChannels() {
        return new Halving(channels, lite, encoder, decoder).encoderChannels();
    }

    /** Channels of the decoder's last stage. */
    int decoderChannels() {
        return new Halving(channels, lite, encoder, decoder).decoderChannels();
    }

    /** Pixels per token along one side. */
    int downsampling() {
        return 1 << (multipliers.size() - 1);
    }

    /** PECO-160 if the codebook is larger than the number of vectors that it is learnt from. */
    @Override
    public List<Problem> problems(Dataset data) {
        return weights.isPresent()
                ? List.of()
                : CodebookSize.problems("codebook.size", codebook.size(), image / downsampling(), data);
    }
}
