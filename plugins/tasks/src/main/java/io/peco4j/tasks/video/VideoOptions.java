package io.peco4j.tasks.video;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.OnlyWith;
import io.peco4j.api.options.Preset;
import io.peco4j.api.options.Range;
import io.peco4j.api.train.Recipe;
import io.peco4j.nn.video.VideoAttention;
import io.peco4j.nn.video.ViewScores;
import java.util.Optional;

/**
 * What a study may say about {@code video}. The defaults are TimeSformer's recipe on Kinetics-400 (Bertasius, Wang and
 * Torresani 2021): 8 frames of 224 pixels, one in 32, SGD for 15 epochs, three crops in scoring.
 */
@Preset(name = "paper", description = "the defaults: TimeSformer's recipe on Kinetics-400", options = "")
@Preset(
        name = "peco",
        description = "PeCo's fine-tuning, with layer decay and AdamW",
        options = "layer-decay = 0.65, decay-all = false, optimizer = adamw, learning-rate = 5e-4, schedule = cosine,"
                + " warmup-epochs = 2.5")
@Preset(
        name = "tiny",
        description = "two cores, minutes, a hundred clips",
        options = "sampling = segments, frames = 4, drop-path = 0, epochs = 60, batch = 8, learning-rate = 1e-3,"
                + " schedule = cosine, warmup-epochs = 3, weight-decay = 0.05, optimizer = adamw, decay-all = false,"
                + " short-side-min = 1, short-side-max = 1.15, crops = 1, shown = 4")
public record VideoOptions(
        @Describe("frames of a view") @Default("8") @Range(min = 1, max = 256)
        int frames,

        @Describe("how frames are picked: from a stretch of the video at the rate, as on Kinetics; or one of each of"
                + " equal segments of the whole, as on Something-Something")
        @Default("stretch")
        FramePicking sampling,

        @Describe("of a stretch's frames, one in so many is taken")
        @OnlyWith(option = "sampling", value = "stretch")
        @Default("32")
        @Range(min = 1, max = 1000)
        Optional<Integer> rate,

        @Describe("frames a second that the rate refers to; videos of other rates are read faster or slower")
        @OnlyWith(option = "sampling", value = "stretch")
        @Default("30")
        @Range(min = 1, max = 1000)
        Optional<Double> targetRate,

        @Describe("side of the frames that the network sees, in pixels; absent: the encoder's")
        @Range(min = 8, max = 2048)
        Optional<Integer> image,

        @Describe("training: shortest short side that a square is cut from, as a multiple of the square's")
        @Default("1.142857142857143")
        @Range(min = 1, max = 8)
        double shortSideMin,

        @Describe("training: the longest one") @Default("1.428571428571429") @Range(min = 1, max = 8)
        double shortSideMax,

        @Describe("training: whether half of the views are mirrored; not where left and right differ in meaning")
        @Default("true")
        boolean flip,

        @Describe("which tokens see each other: divided, first along time and then within a frame; joint; space-only")
        @Default("divided")
        VideoAttention attention,

        @Describe(
                "share of samples that skip a branch of the last block in training; rises linearly from 0 at the first")
        @Default("0.1")
        @Range(min = 0, max = 0.9)
        double dropPath,

        @Describe("factor of the learning rate from each layer to the one before it; 1: all learn alike")
        @Default("1")
        @Range(min = 0.01, max = 1)
        double layerDecay,

        @Describe("whether weight decay applies to biases, norms, class token and positions, too") @Default("true")
        boolean decayAll,

        @Describe("scoring: stretches of a video, each with its crops")
        @OnlyWith(option = "sampling", value = "stretch")
        @Default("1")
        @Range(min = 1, max = 100)
        Optional<Integer> views,

        @Describe("scoring: squares of a view; 1: the middle of frames as in the shortest side of training; 3: start,"
                + " middle and end of frames of the square's height")
        @Default("3")
        @Range(min = 1, max = 3)
        int crops,

        @Describe("scoring: how the views of a video are joined: the sum of their logits, or the largest")
        @Default("sum")
        ViewScores.Ensemble ensemble,

        @Describe("how many film strips are shown") @Default("8") @Range(min = 0, max = 64)
        int shown,

        @Flat
        @Describe("how it trains")
        @Default("epochs = 15, batch = 64, learning-rate = 5e-3, schedule = milestones, milestones = [11, 14],"
                + " optimizer = sgd, nesterov = true, weight-decay = 1e-4")
        Recipe recipe) {}
