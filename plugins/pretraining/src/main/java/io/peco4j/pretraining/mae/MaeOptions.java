package io.peco4j.pretraining.mae;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.Preset;
import io.peco4j.api.options.Range;
import io.peco4j.api.train.Recipe;
import io.peco4j.nn.mask.MaskOptions;
import java.util.List;

/**
 * What a study may say about {@code mae}; the defaults are the recipe of its code for ImageNet-1K (He et al. 2021,
 * table 8), whose learning rate is 1.5e-4 for each 256 pictures of a batch.
 */
@Preset(name = "paper", description = "the defaults: 800 epochs of ImageNet-1K", options = "")
@Preset(name = "tiny", description = MaeOptions.TINY_MEANS, options = MaeOptions.TINY)
public record MaeOptions(
        @Describe("which patches are hidden; every mask hides equally many") @Default("pattern = random, ratio = 0.75")
        MaskOptions mask,

        @Describe("the network that predicts hidden patches, and is left behind after pretraining")
        DecoderOptions decoder,

        @Describe("whether the pixels to predict are normalised patch by patch, which makes better encoders")
        @Default("true")
        boolean normalisedPixels,

        @Describe("smallest share of a picture's area that a random crop shows")
        @Default("0.2")
        @Range(min = 0.01, max = 1)
        double cropScale,

        @Describe("shares of hidden patches that the report shows predictions for; none: that of the training")
        @Default("[]")
        @Range(min = 0.01, max = 0.99)
        List<Double> pictureRatios,

        @Flat @Describe("how it trains") @Default(MaeOptions.RECIPE)
        Recipe recipe) {
    /** The recipe of MAE's code, for a batch of 4096 pictures. */
    static final String RECIPE = "epochs = 800, batch = 4096, learning-rate = 2.4e-3, schedule = continuous-cosine,"
            + " warmup-epochs = 40, weight-decay = 0.05, beta1 = 0.9, beta2 = 0.95";

    /** What fits two cores: HOCON. */
    static final String TINY =
            "decoder { width = 96, depth = 2, heads = 3 }, crop-scale = 0.3, epochs = 40, batch = 64,"
                    + " learning-rate = 1e-3, warmup-epochs = 2";

    /** What {@link #TINY} is for. */
    static final String TINY_MEANS = "two cores, thousands of small pictures, minutes";

    /** Copies the list. */
    public MaeOptions {
        pictureRatios = List.copyOf(pictureRatios);
    }
}
