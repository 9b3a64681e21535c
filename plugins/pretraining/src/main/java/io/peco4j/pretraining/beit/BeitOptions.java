package io.peco4j.pretraining.beit;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.Range;
import io.peco4j.api.train.Recipe;
import io.peco4j.nn.mask.MaskOptions;

/**
 * What a study may say about {@code beit}; the defaults are PeCo's recipe for ViT-B on ImageNet-1K, with BEiT's numbers
 * where the paper names none. The drop path of that recipe, 0.1, is an option of the encoder.
 */
public record BeitOptions(
        @Describe("which patches are hidden") MaskOptions mask,

        @Describe("largest change of brightness, contrast and saturation, as a share; 0: none")
        @Default("0.4")
        @Range(min = 0, max = 1)
        double colorJitter,

        @Describe("smallest share of a picture's area that a random crop shows")
        @Default("0.08")
        @Range(min = 0.01, max = 1)
        double cropScale,

        @Flat
        @Describe("how it trains")
        @Default("epochs = 300, batch = 2048, learning-rate = 1.5e-3, min-learning-rate = 1e-5, warmup-epochs = 10,"
                + " weight-decay = 0.05, beta1 = 0.9, beta2 = 0.999, clip = 3")
        Recipe recipe) {}
