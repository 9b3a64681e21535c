package io.peco4j.pretraining.bootmae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Tensors;
import java.util.ArrayList;
import java.util.List;

/** What keeps options and an encoder from making a BootMAE. */
final class BootMaeProblems {
    private static final String OWNER = "bootmae";

    private BootMaeProblems() {}

    /** All problems at once. */
    static List<Problem> of(BootMaeOptions options, VisionEncoder encoder, NDManager manager) {
        List<Problem> problems = new ArrayList<>();
        if (encoder.imageSize().isMultipleOf(encoder.patchSize())) {
            problems.addAll(options.mask().problems(encoder.imageSize(), encoder.patchSize(), OWNER, true));
            keeps(encoder, manager, problems);
        } else {
            problems.add(new Problem(
                    "PECO-121",
                    "patches of " + encoder.patchSize() + " pixels do not tile the encoder's pictures of "
                            + encoder.imageSize(),
                    OWNER,
                    "an encoder whose patch divides its image"));
        }
        layers(options, encoder.depth(), problems);
        width("decoder-width", options.decoderWidth(), encoder.heads(), problems);
        width("the encoder's width, which the decoder of features has,", encoder.width(), encoder.heads(), problems);
        return problems;
    }

    private static void layers(BootMaeOptions options, int depth, List<Problem> problems) {
        int deep = options.deepLayer(depth);
        if (options.shallowLayer() > depth) {
            problems.add(new Problem(
                    "PECO-155",
                    "shallow-layer = " + options.shallowLayer() + ": the encoder has " + depth + " blocks",
                    OWNER,
                    "shallow-layer = 1, or another one up to " + depth));
        }
        if (deep > depth) {
            problems.add(new Problem(
                    "PECO-155",
                    "deep-layer = " + deep + ": the encoder has " + depth + " blocks",
                    OWNER,
                    "deep-layer = 0 for the last one, or another one up to " + depth));
        } else if (deep < options.shallowLayer() && options.shallowLayer() <= depth) {
            problems.add(new Problem(
                    "PECO-155",
                    "deep-layer = " + deep + " lies before shallow-layer = " + options.shallowLayer(),
                    OWNER,
                    "shallow-layer = " + deep + " or less, or deep-layer = 0 for the last one"));
        }
    }

    /** Fixed positions fill four quarters of the width, and every head has a channel. */
    private static void width(String what, int width, int heads, List<Problem> problems) {
        if (width % 4 != 0 || width < heads) {
            int least = Math.max(4, heads + 3 - (heads + 3) % 4);
            int nearest = Math.max(least, Math.round(width / 4f) * 4);
            problems.add(new Problem(
                    "PECO-156",
                    what + " = " + width
                            + (width < heads
                                    ? " leaves some of the encoder's " + heads + " heads without a channel"
                                    : " is no multiple of 4, as sines and cosines of rows and columns need it"),
                    OWNER,
                    "a width of " + nearest));
        }
    }

    /** One block, one patch: what the encoder says of leaving patches out, it says before it looks at pictures. */
    private static void keeps(VisionEncoder encoder, NDManager owner, List<Problem> problems) {
        PictureSize size = encoder.imageSize();
        try (NDManager manager = owner.newSubManager()) {
            NDArray blank = manager.zeros(new Shape(1, 3, size.height(), size.width()));
            Masking first = new Masking.Keep(Tensors.of(manager, new long[] {0}, new Shape(1, 1)));
            GradientMode.off(() -> encoder.features(blank, List.of(1), first, false));
        } catch (UnsupportedOperationException e) {
            problems.add(new Problem(
                    "PECO-157",
                    "the encoder cannot leave hidden patches out: " + e.getMessage(),
                    OWNER,
                    "an encoder that can: vit with relative-position-bias = none"));
        }
    }
}
