package io.peco4j.pretraining.dino;

import io.peco4j.api.data.DataCheck;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.Preset;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Recipe;
import java.util.List;
import java.util.Optional;

/**
 * What a study may say about {@code dino}; the defaults are the paper's (Caron et al. 2021, section 3.2), and those of
 * its code where the paper names no number. The public ViT-B/16 was trained with ten local crops of 0.05 to 0.25 and
 * global ones from 0.25, a clip of 0.3, three epochs without its last layer, and 50 in which the temperature rises. The
 * drop path of those recipes, 0.1, and positions resized as there, {@code learned-dino}, are options of the encoder.
 */
@Preset(name = "paper", description = "the defaults: the training of the paper on ImageNet-1K", options = "")
@Preset(
        name = "tiny",
        description = "two cores, minutes; pictures of 32 pixels in patches of 4, 8 or 16",
        options = "out-dim = 512, hidden = 256, bottleneck = 64, local-crops = 4, local-size = 16,"
                + " teacher-temperature = 0.04, temperature-warmup-epochs = 0, teacher-momentum = 0.99, epochs = 20,"
                + " batch = 64, learning-rate = 5e-4, warmup-epochs = 2")
public record DinoOptions(
        @Describe("outputs of the heads, in which student and teacher are compared")
        @Default("65536")
        @Range(min = 2, max = 1_048_576)
        int outDim,

        @Describe("channels between the layers of the heads") @Default("2048") @Range(min = 1, max = 65_536)
        int hidden,

        @Describe("channels of the unit vectors before the heads' last layer")
        @Default("256")
        @Range(min = 1, max = 65_536)
        int bottleneck,

        @Describe("whether the rows of the last layer keep their length; false may do better where training is stable")
        @Default("true")
        boolean normLastLayer,

        @Describe("crops of a small part of the picture, which the student alone sees")
        @Default("8")
        @Range(min = 0, max = 64)
        int localCrops,

        @Describe("side of the local crops in pixels, a multiple of the encoder's patch; 96 with pictures of 224")
        @Default("96")
        @Range(min = 1, max = 2048)
        int localSize,

        @Describe("how much of a picture the two global crops show, which the teacher sees, too")
        @Default("min = 0.4, max = 1")
        CropScale globalScale,

        @Describe("how much of it local crops show") @Default("min = 0.05, max = 0.4")
        CropScale localScale,

        @Describe("what the student's outputs are divided by before the softmax")
        @Default("0.1")
        @Range(min = 1e-3, max = 10)
        double studentTemperature,

        @Describe("what the teacher's outputs are divided by; below the student's, which sharpens the targets")
        @Default("0.07")
        @Range(min = 1e-3, max = 10)
        double teacherTemperature,

        @Describe("the teacher's temperature in the first epoch") @Default("0.04") @Range(min = 1e-3, max = 10)
        double firstTeacherTemperature,

        @Describe("epochs in which the teacher's temperature moves along a line; 0: none")
        @Default("30")
        @Range(min = 0, max = 100_000)
        int temperatureWarmupEpochs,

        @Describe("share of the teacher's mean output, which its targets are relative to, that a step keeps")
        @Default("0.9")
        @Range(min = 0, max = 1)
        double centerMomentum,

        @Describe("share of the teacher that the first step keeps; rises to 1 along half a cosine")
        @Default("0.996")
        @Range(min = 0, max = 1)
        double teacherMomentum,

        @Describe("epochs in which the last layer of the student's head stays at its start")
        @Default("1")
        @Range(min = 0, max = 100_000)
        int freezeLastLayer,

        @Describe("whose encoder is the result: the teacher's, which the paper evaluates, or the student's")
        @Default("teacher")
        Result result,

        @Flat
        @Describe("how it trains")
        @Default("epochs = 300, batch = 1024, learning-rate = 2e-3, min-learning-rate = 1e-6, warmup-epochs = 10,"
                + " weight-decay = 0.04, final-weight-decay = 0.4, clip-each = 3")
        Recipe recipe)
        implements DataCheck {

    /** Whose encoder the training ends with. */
    public enum Result {
        TEACHER,
        STUDENT
    }

    /** How many epochs a length in steps has, the data alone say. */
    @Override
    public List<Problem> problems(Dataset data) {
        int examples = data.split(Dataset.TRAIN).size();
        if (recipe.length().steps().isEmpty() || examples == 0) {
            return List.of();
        }
        int stepsPerEpoch = examples / Math.min(recipe.batch(), examples);
        long steps = recipe.length().total(stepsPerEpoch);
        return frozenTooLong(freezeLastLayer * (long) stepsPerEpoch, steps, steps / stepsPerEpoch).stream()
                .toList();
    }

    /** What is wrong with a length in epochs. */
    Optional<Problem> frozenForAllEpochs() {
        return recipe.length().epochs().flatMap(epochs -> frozenTooLong(freezeLastLayer, epochs, epochs - 1));
    }

    /** @param allowed the most epochs that leave some of the training */
    private Optional<Problem> frozenTooLong(long frozen, long length, long allowed) {
        return length == 0 || frozen < length || frozen == 0
                ? Optional.empty()
                : Optional.of(new Problem(
                        "PECO-148",
                        "freeze-last-layer = " + freezeLastLayer + " epochs, and the training is over by then: the last"
                                + " layer would never learn",
                        "dino: freeze-last-layer",
                        "freeze-last-layer = " + allowed + " or less, or a longer training"));
    }
}
