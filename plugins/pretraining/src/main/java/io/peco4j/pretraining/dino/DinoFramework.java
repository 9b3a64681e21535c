package io.peco4j.pretraining.dino;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.options.Describe;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Learner;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.dino.DinoHead;
import io.peco4j.nn.dino.DinoNetwork;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * DINO (Caron et al. 2021): the encoder sees large and small crops of a picture, a slowly following twin of it the
 * large ones, and what the student makes of each crop is to be what the teacher makes of another one. That the outputs
 * do not become all the same is due to the teacher alone: they are centred, and then sharpened by a low temperature.
 */
@Describe("Matches what a momentum teacher makes of large crops with what the encoder makes of all: DINO.")
public final class DinoFramework implements PretrainingFramework {
    /** DINO's local crops are 96 pixels high and wide where its pictures are 224. */
    private static final double LOCAL_SHARE = 96.0 / 224;

    private final DinoLearner learner;

    /**
     * Prepares the encoder's training.
     *
     * @param encoder trained in place; it takes pictures of the local crops' size, too
     * @param context owns the heads, the teacher and its centre
     * @throws InvalidInputException PECO-145 if local crops are not of whole patches, or larger than the pictures,
     *     PECO-146 if the encoder takes no other size, PECO-147 if a crop's limits are in the wrong order, PECO-148 if
     *     the last layer would never learn
     */
    @Inject
    public DinoFramework(DinoOptions options, VisionEncoder encoder, NetworkContext context) {
        List<Problem> problems = problems(options, encoder, context);
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        DinoHead.Widths widths =
                new DinoHead.Widths(encoder.width(), options.hidden(), options.bottleneck(), options.outDim());
        DinoHead head = new DinoHead(context, widths, options.normLastLayer());
        this.learner = new DinoLearner(options, new DinoNetwork(encoder, head), context);
    }

    private static List<Problem> problems(DinoOptions options, VisionEncoder encoder, NetworkContext context) {
        List<Problem> problems = new ArrayList<>();
        if (options.localCrops() > 0) {
            crops(options, encoder, context).ifPresent(problems::add);
        }
        options.globalScale().problem("global-scale").ifPresent(problems::add);
        options.localScale().problem("local-scale").ifPresent(problems::add);
        options.frozenForAllEpochs().ifPresent(problems::add);
        return problems;
    }

    private static Optional<Problem> crops(DinoOptions options, VisionEncoder encoder, NetworkContext context) {
        int patch = encoder.patchSize();
        PictureSize size = PictureSize.square(options.localSize());
        int side = Math.min(encoder.imageSize().height(), encoder.imageSize().width());
        if (size.isMultipleOf(patch) && size.height() <= side) {
            return takes(encoder, size, context)
                    ? Optional.empty()
                    : Optional.of(new Problem(
                            "PECO-146",
                            "the encoder takes pictures of " + encoder.imageSize()
                                    + " pixels alone, and local crops have " + size,
                            "dino",
                            "an encoder that takes any size, as vit does, or local-crops = 0"));
        }
        String why = size.height() > side
                ? "larger than the encoder's pictures of " + encoder.imageSize()
                : size.height() < patch
                        ? "smaller than a patch of " + patch
                        : "no multiple of the encoder's patch, " + patch;
        return Optional.of(new Problem(
                "PECO-145",
                "local-size = " + options.localSize() + " is " + why,
                "dino: local-size",
                "local-size = " + nearest(options.localSize(), patch, side)));
    }

    /** The multiple of the patch that is nearest to what is asked for, or to DINO's share of pictures not as large. */
    private static int nearest(int asked, int patch, int side) {
        double wanted = asked <= side ? asked : LOCAL_SHARE * side;
        return Math.max(patch, (int) Math.round(wanted / patch) * patch);
    }

    /** Nothing but a pass tells; one picture without a gradient is the cheapest. */
    private static boolean takes(VisionEncoder encoder, PictureSize size, NetworkContext context) {
        try (NDManager scratch = context.manager().newSubManager()) {
            return GradientMode.off(() -> {
                encoder.encode(scratch.zeros(new Shape(1, 3, size.height(), size.width())), Masking.none(), false);
                return true;
            });
        } catch (UnsupportedOperationException e) {
            return false;
        }
    }

    @Override
    public Optional<Learner> learner() {
        return Optional.of(learner);
    }
}
