package io.peco4j.pretraining.supervised;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.Preset;
import io.peco4j.api.options.Range;
import io.peco4j.api.train.Recipe;
import io.peco4j.nn.learn.Augmentation;

/**
 * What a study may say about {@code supervised}; the defaults are DeiT's recipe on ImageNet-1K. Its learning rate, 5e-4
 * for a batch of 512 pictures, is here that of the batch of 1024; a study with another batch writes its own. The drop
 * path of that recipe, 0.1, is an option of the encoder.
 *
 * @param repeats how often an epoch shows an example: DeiT's repeated augmentation
 */
@Preset(name = "paper", description = "the defaults: DeiT's training on ImageNet-1K", options = "")
@Preset(
        name = "small",
        description = "one accelerator, thousands of pictures",
        options = "epochs = 100, batch = 256, learning-rate = 5e-4, warmup-ratio = 2e-3")
@Preset(
        name = "tiny",
        description = "two cores, minutes",
        options = "repeats = 1, epochs = 20, batch = 32, learning-rate = 5e-4, warmup-epochs = 2, rand-augment = 0,"
                + " color-jitter = 0.3, erasing = 0, crop-scale = 0.3, mixup = 0, cutmix = 0")
public record SupervisedOptions(
        @Flat @Default("color-jitter = 0.3") Augmentation augmentation,

        @Describe("how often an epoch shows an example, each time changed in another way; it shows fewer of them then")
        @Default("3")
        @Range(min = 1, max = 64)
        int repeats,

        @Flat
        @Describe("how it trains")
        @Default("epochs = 300, batch = 1024, learning-rate = 1e-3, min-learning-rate = 1e-5,"
                + " schedule = cosine-from-start, warmup-epochs = 5, warmup-ratio = 1e-3, weight-decay = 0.05")
        Recipe recipe) {}
