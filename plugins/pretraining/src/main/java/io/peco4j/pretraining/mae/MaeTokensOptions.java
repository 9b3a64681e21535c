package io.peco4j.pretraining.mae;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.OnlyWith;
import io.peco4j.api.options.Preset;
import io.peco4j.api.options.Range;
import io.peco4j.api.train.Recipe;
import io.peco4j.nn.mask.MaskOptions;
import io.peco4j.pretraining.masked.Views;
import java.util.List;
import java.util.Optional;

/**
 * What a study may say about {@code mae-tokens}. PeCo's text says no more of it than that tokens replace MAE's pixels:
 * the defaults are those of {@code mae}.
 */
@Preset(name = "paper", description = "the defaults: 800 epochs of ImageNet-1K", options = "")
@Preset(name = "tiny", description = MaeOptions.TINY_MEANS, options = MaeOptions.TINY)
public record MaeTokensOptions(
        @Describe("which patches are hidden; every mask hides equally many") @Default("pattern = random, ratio = 0.75")
        MaskOptions mask,

        @Describe("the network that predicts hidden patches, and is left behind after pretraining")
        DecoderOptions decoder,

        @Describe("what is shown of a picture: a random part of it, flipped half of the time; or fixed, its middle")
        @Default("random")
        Views views,

        @Describe("smallest share of a picture's area that a random crop shows")
        @Default("0.2")
        @Range(min = 0.01, max = 1)
        @OnlyWith(option = "views", value = "random")
        Optional<Double> cropScale,

        @Describe("whether each picture is tokenized once and its tokens are kept in memory; needs views = fixed")
        @Default("false")
        boolean cacheTokens,

        @Describe("shares of hidden patches that the report shows predictions for; none: that of the training")
        @Default("[]")
        @Range(min = 0.01, max = 0.99)
        List<Double> pictureRatios,

        @Flat @Describe("how it trains") @Default(MaeOptions.RECIPE)
        Recipe recipe) {

    /** Copies the list. */
    public MaeTokensOptions {
        pictureRatios = List.copyOf(pictureRatios);
    }
}
