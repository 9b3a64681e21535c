package io.peco4j.pretraining.bootmae;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.Preset;
import io.peco4j.api.options.Range;
import io.peco4j.api.train.Recipe;
import io.peco4j.nn.mask.MaskOptions;
import io.peco4j.nn.teacher.LinearMomentum;
import io.peco4j.nn.teacher.MomentumSchedule;

/** What a study may say about {@code bootmae}; the defaults are the paper's recipe for ViT-B on ImageNet-1K. */
@Preset(name = "paper", description = "the defaults: 800 epochs of ImageNet in batches of 2048", options = "")
@Preset(
        name = "tiny",
        description = "two cores, minutes; pictures of 32 pixels",
        options = "mask { min-patches = 4 }, decoder-width = 96, decoder-depth = 1, momentum = 0.99,"
                + " epochs = 10, batch = 32, learning-rate = 1e-3, min-learning-rate = 1e-5, warmup-epochs = 1")
public record BootMaeOptions(
        @Describe("which patches are hidden; every mask has to hide equally many")
        @Default("pattern = blocks, ratio = 0.75, fill = true")
        MaskOptions mask,

        @Describe(
                "largest number of hidden patches that are shown in exchange for visible ones; drawn for each picture")
        @Default("3")
        @Range(min = 0, max = 4096)
        int roll,

        @Describe("channels of the decoder of pixels, a multiple of 4; that of features is as wide as the encoder")
        @Default("512")
        @Range(min = 4, max = 65_536)
        int decoderWidth,

        @Describe("blocks of each decoder") @Default("2") @Range(min = 1, max = 100)
        int decoderDepth,

        @Describe("channels between the layers of the decoders' MLPs, in widths")
        @Default("4")
        @Range(min = 0.25, max = 16)
        double decoderMlpRatio,

        @Describe(
                "whether visible tokens get positions in the decoders too, as in mae; for encoders with learned positions")
        @Default("false")
        boolean visiblePositions,

        @Describe("encoder block, from 1, whose features the decoder of pixels attends to")
        @Default("1")
        @Range(min = 1, max = 1000)
        int shallowLayer,

        @Describe("that of the decoder of features, from shallow-layer on; 0: the last")
        @Default("0")
        @Range(min = 0, max = 1000)
        int deepLayer,

        @Describe(
                "weight of the loss of features; that of pixels has 1. It rises from 0 over a quarter of the training")
        @Default("1")
        @Range(min = 0, max = 1000)
        double featureWeight,

        @Describe("whether hidden patches among hidden ones weigh more, up to twice as much") @Default("false")
        boolean weightMask,

        @Describe("share of the teacher that a step of the first epoch keeps; rises linearly to 0.9999 in epoch 100")
        @Default("0.999")
        @Range(min = 0, max = 1)
        double momentum,

        @Describe("whether it rises on to 0.99999 in epoch 400") @Default("true")
        boolean dynamicMomentum,

        @Describe("smallest share of a picture's area that a random crop shows")
        @Default("0.2")
        @Range(min = 0.01, max = 1)
        double cropScale,

        @Flat
        @Describe("how it trains")
        @Default("epochs = 800, batch = 2048, learning-rate = 1.5e-4, min-learning-rate = 1e-4, warmup-epochs = 40,"
                + " weight-decay = 0.05, beta1 = 0.9, beta2 = 0.95")
        Recipe recipe) {
    private static final double FAST = 0.9999;
    private static final int FAST_EPOCHS = 100;
    private static final double SLOW = 0.99999;
    private static final int SLOW_EPOCHS = 300;

    /** How the teacher follows; a momentum that is higher from the start on does not fall. */
    public MomentumSchedule teaching() {
        LinearMomentum rising = MomentumSchedule.linear(momentum).to(Math.max(momentum, FAST), FAST_EPOCHS);
        return dynamicMomentum ? rising.to(Math.max(momentum, SLOW), SLOW_EPOCHS) : rising;
    }

    /** The layer of the encoder whose features the decoder of features attends to. */
    int deepLayer(int depth) {
        return deepLayer == 0 ? depth : deepLayer;
    }
}
