package io.peco4j.tasks.detection;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.Preset;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Recipe;
import io.peco4j.nn.detection.DetectorShape;
import io.peco4j.nn.detection.RpnSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a study may say about {@code detection}; the defaults are those of Mask R-CNN for one schedule on COCO, with the
 * layer decay of PeCo, BEiT and CAE. The drop path of those recipes, 0.1, is an option of the encoder.
 */
@Preset(name = "paper", description = "the defaults: Mask R-CNN on COCO, one schedule", options = "")
@Preset(
        name = "tiny",
        description = "two cores, minutes; pictures of 64 pixels, a small detector",
        options = "short-side = 64, long-side = 96, channels = 32, head-width = 64, mask-convolutions = 2,"
                + " proposal-candidates = 200, proposals = 64, test-candidates = 200, test-proposals = 64,"
                + " anchor-samples = 64, box-samples = 32, epochs = 12, batch = 4, learning-rate = 1e-3,"
                + " warmup-steps = 20")
public record DetectionOptions(
        @Describe("length that the short side of pictures gets, in pixels") @Default("800") @Range(min = 16, max = 4096)
        int shortSide,

        @Describe("most that the long side gets, in pixels; the short side then gets less")
        @Default("1333")
        @Range(min = 16, max = 8192)
        int longSide,

        @Describe(
                "smallest length of the short side in training, where each time another one up to short-side is drawn; absent: always short-side")
        @Range(min = 16, max = 4096)
        Optional<Integer> smallestShortSide,

        @Describe("probability that a picture is flipped in training") @Default("0.5") @Range(min = 0, max = 1)
        double flip,

        @Describe(
                "whether masks are learned and scored; absent: where the first objects of the training split have one")
        Optional<Boolean> masks,

        @Describe(
                "the four blocks of the encoder, from 1, whose tokens become maps, the finest first; absent: at a third, a half, two thirds and the end")
        @Range(min = 1, max = 1000)
        Optional<List<Integer>> layers,

        @Describe("factor of the learning rate from each layer to the one before it")
        @Default("0.75")
        @Range(min = 0.01, max = 1)
        double layerDecay,

        @Describe("channels of the feature pyramid and of the heads on it") @Default("256") @Range(min = 1, max = 4096)
        int channels,

        @Describe("channels of the two layers that classify a box") @Default("1024") @Range(min = 1, max = 16_384)
        int headWidth,

        @Describe("convolutions of the mask head before it enlarges its maps") @Default("4") @Range(min = 1, max = 16)
        int maskConvolutions,

        @Describe("best anchors of each level of the pyramid that become candidates for proposals in training")
        @Default("2000")
        @Range(min = 1, max = 100_000)
        int proposalCandidates,

        @Describe("proposals of a picture in training") @Default("1000") @Range(min = 1, max = 100_000)
        int proposals,

        @Describe("the same candidates in scoring") @Default("1000") @Range(min = 1, max = 100_000)
        int testCandidates,

        @Describe("proposals of a picture in scoring") @Default("1000") @Range(min = 1, max = 100_000)
        int testProposals,

        @Describe("anchors of a picture that the loss of proposals counts")
        @Default("256")
        @Range(min = 1, max = 100_000)
        int anchorSamples,

        @Describe("proposals of a picture that the losses of classes, boxes and masks count")
        @Default("512")
        @Range(min = 1, max = 100_000)
        int boxSamples,

        @Describe("probability that a detection must exceed") @Default("0.05") @Range(min = 0, max = 1)
        double score,

        @Describe("most detections of a picture; scores count 100 of a category")
        @Default("100")
        @Range(min = 1, max = 10_000)
        int detections,

        @Describe("pictures of the validation split in the report") @Default("6") @Range(min = 0, max = 100)
        int shown,

        @Flat
        @Describe("how it trains")
        @Default("epochs = 12, batch = 16, learning-rate = 3e-4, schedule = milestones, milestones = [8, 11],"
                + " warmup-steps = 500, warmup-ratio = 0.001, weight-decay = 0.05")
        Recipe recipe) {
    private static final String PLACE = "detection";

    /** Sizes that contradict each other, and data that cannot be scored: PECO-109, PECO-177, PECO-221. */
    List<Problem> problems(Dataset data) {
        List<Problem> problems = new ArrayList<>();
        if (longSide < shortSide) {
            problems.add(new Problem(
                    "PECO-109",
                    "long-side = " + longSide + " is less than short-side = " + shortSide,
                    PLACE,
                    "long-side = " + Math.round(shortSide * 5 / 3.0)));
        }
        smallestShortSide
                .filter(side -> side > shortSide)
                .ifPresent(side -> problems.add(new Problem(
                        "PECO-109",
                        "smallest-short-side = " + side + " is more than short-side = " + shortSide,
                        PLACE,
                        "leave it out, or set it below " + shortSide)));
        if (data.classes().isEmpty()) {
            problems.add(new Problem(
                    "PECO-177",
                    "detection needs objects of classes, and the data set has no class",
                    PLACE,
                    "check that the annotations list their categories"));
        }
        if (data.splits().stream().noneMatch(split -> split.name().equals(Dataset.VALIDATION))) {
            problems.add(new Problem(
                    "PECO-221",
                    "detection scores on a validation split, and the data set has none",
                    "data",
                    "name the annotations of pictures to score on, or set  data.validation"));
        }
        return problems;
    }

    /** The pictures of training and scoring. */
    SizedView view() {
        return new SizedView(shortSide, longSide);
    }

    /** The detector of an encoder. */
    DetectorShape detector(List<Integer> blocks, int classes, boolean withMasks) {
        return DetectorShape.standard(
                        blocks,
                        classes,
                        withMasks,
                        new DetectorShape.Widths(channels, headWidth, maskConvolutions),
                        new RpnSettings.Counts(proposalCandidates, proposals),
                        new RpnSettings.Counts(testCandidates, testProposals))
                .withSamples(anchorSamples, boxSamples)
                .withDetections(score, detections);
    }
}
