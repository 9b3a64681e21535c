package io.peco4j.pretraining.beit;

import io.peco4j.api.model.PictureSize;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.OnlyWith;
import io.peco4j.api.options.Preset;
import io.peco4j.api.options.Range;
import io.peco4j.api.train.Recipe;
import io.peco4j.nn.image.ColorJitter;
import io.peco4j.nn.image.HorizontalFlip;
import io.peco4j.nn.mask.MaskOptions;
import io.peco4j.nn.mask.PatchMask;
import io.peco4j.pretraining.masked.MaskedView;
import io.peco4j.pretraining.masked.Views;
import java.util.List;
import java.util.Optional;

/**
 * What a study may say about {@code beit}; the defaults are PeCo's recipe for ViT-B on ImageNet-1K, with BEiT's numbers
 * where the paper names none. The drop path of that recipe, 0.1, is an option of the encoder.
 */
@Preset(name = "paper", description = "the defaults: PeCo's 300 epochs of ImageNet-1K", options = "")
@Preset(
        name = "tiny",
        description = "two cores, thousands of small pictures, minutes",
        options = "mask { min-patches = 4 }, crop-scale = 0.3, epochs = 16, batch = 64, learning-rate = 1e-3,"
                + " warmup-epochs = 1")
public record BeitOptions(
        @Describe("which patches are hidden") MaskOptions mask,

        @Describe(
                "what is shown of a picture: a random part of it, jittered and flipped; or fixed, its middle as it is")
        @Default("random")
        Views views,

        @Describe("largest change of brightness, contrast and saturation, as a share; 0: none")
        @Default("0.4")
        @Range(min = 0, max = 1)
        @OnlyWith(option = "views", value = "random")
        Optional<Double> colorJitter,

        @Describe("smallest share of a picture's area that a random crop shows")
        @Default("0.08")
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

        @Flat
        @Describe("how it trains")
        @Default("epochs = 300, batch = 2048, learning-rate = 1.5e-3, min-learning-rate = 1e-5, warmup-epochs = 10,"
                + " weight-decay = 0.05, beta1 = 0.9, beta2 = 0.999, clip = 3")
        Recipe recipe) {

    /** Copies the list. */
    public BeitOptions {
        pictureRatios = List.copyOf(pictureRatios);
    }

    /** How an example becomes a row. */
    MaskedView view(PictureSize image, PictureSize target, PatchMask masks) {
        if (views == Views.FIXED) {
            return MaskedView.fixed(image, target, masks);
        }
        double amount = colorJitter.orElse(0.0);
        return MaskedView.random(
                new ColorJitter(amount, amount, amount, 0).then(new HorizontalFlip(0.5)),
                cropScale.orElse(1.0),
                image,
                target,
                masks);
    }
}
