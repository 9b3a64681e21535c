package io.peco4j.tasks.segmentation;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.Preset;
import io.peco4j.api.options.Range;
import io.peco4j.api.train.Recipe;
import java.util.List;
import java.util.Optional;

/**
 * What a study may say about {@code segmentation}; the defaults are the paper's recipe on ADE20K with ViT-B. The drop
 * path of that recipe, 0.2, is an option of the encoder.
 *
 * @param views what it learns from
 * @param scoring what it sees of pictures that are scored
 * @param heads the networks
 * @param layerDecay factor of the learning rate from each layer to the one before it
 * @param classWeights a factor for each class in the loss
 * @param shown how many pictures the report shows
 * @param recipe how it trains
 */
@Preset(
        name = "paper",
        description = "the defaults: PeCo's training on ADE20K, for 16 accelerators' memory",
        options = "")
@Preset(
        name = "tiny",
        description = "two cores, minutes",
        options = "crop = 64, short-side = 64, long-side = 256, scale-min = 0.75, scale-max = 1.5, stride = 43,"
                + " channels = 64, auxiliary-channels = 32, steps = 600, batch = 8, learning-rate = 1e-3,"
                + " warmup-steps = 30, layer-decay = 0.8")
public record SegmentationOptions(
        @Flat TrainingViews views,
        @Flat ScoringViews scoring,
        @Flat HeadOptions heads,

        @Describe("factor of the learning rate from each layer to the one before it")
        @Default("0.65")
        @Range(min = 0.01, max = 1)
        double layerDecay,

        @Describe("a factor for each class in the loss, in the order of the classes; null: all count alike")
        Optional<List<Double>> classWeights,

        @Describe("how many pictures the report shows with their maps") @Default("6") @Range(min = 0, max = 100)
        int shown,

        @Flat
        @Describe("how it trains")
        @Default("steps = 160000, batch = 16, learning-rate = 4e-4, schedule = polynomial, warmup-steps = 1500,"
                + " warmup-ratio = 1e-6, weight-decay = 0.05")
        Recipe recipe) {}
