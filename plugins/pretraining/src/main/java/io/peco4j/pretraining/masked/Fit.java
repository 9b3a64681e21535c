package io.peco4j.pretraining.masked;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.mask.MaskOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the parts of a pretraining that hides patches fit each other; said when a study is planned.
 *
 * <p>What an encoder or a tokenizer takes, its contract lets it say only by refusing the rest. So some checks run one
 * blank picture through it.
 *
 * @param owner the component's id, for the place of problems
 * @param manager owns what is made meanwhile
 */
public record Fit(String owner, VisionEncoder encoder, NDManager manager) {

    /**
     * PECO-121 where patches do not tile the pictures, or what {@link MaskOptions#problems} finds.
     *
     * @param exact whether all masks have to hide equally many patches
     */
    public List<Problem> mask(MaskOptions mask, boolean exact) {
        return tiles()
                ? mask.problems(encoder.imageSize(), encoder.patchSize(), owner, exact)
                : List.of(new Problem(
                        "PECO-121",
                        "patches of " + encoder.patchSize() + " pixels do not tile the encoder's pictures of "
                                + encoder.imageSize(),
                        owner,
                        "an encoder whose patch divides its image: each patch needs a target of its own"));
    }

    /** PECO-126 where pictures of the report would hide nothing, or everything. */
    public List<Problem> pictures(MaskOptions mask, List<Double> ratios) {
        if (!tiles() || encoder.grid().patches() < 2) {
            return List.of();
        }
        return ratios.stream()
                .flatMap(
                        ratio -> mask.withRatio(ratio).ratioProblem(encoder.grid(), owner + ".picture-ratios").stream())
                .toList();
    }

    /** PECO-122 where there is nothing to predict, and PECO-141 where patches get no token each. */
    public List<Problem> tokenizer(Tokenizer tokenizer) {
        List<Problem> problems = new ArrayList<>();
        if (tokenizer.vocabularySize() < 2) {
            problems.add(new Problem(
                    "PECO-122",
                    "the tokenizer has a vocabulary of " + tokenizer.vocabularySize() + ": there is nothing to predict",
                    owner,
                    "a tokenizer with two codewords or more"));
        }
        if (tiles()) {
            grid(tokenizer).ifPresent(problems::add);
        }
        return problems;
    }

    /** At the size that it was trained at, a tokenizer's grid follows from its contract. */
    private Optional<Problem> grid(Tokenizer tokenizer) {
        PatchGrid grid = encoder.grid();
        PictureSize needed = grid.pictures(tokenizer.downsampling());
        if (needed.equals(PictureSize.square(tokenizer.imageSize()))) {
            return Optional.empty();
        }
        String found;
        try (NDManager scratch = manager.newSubManager()) {
            NDArray tokens = GradientMode.off(() -> tokenizer.tokenize(blank(scratch, needed)));
            if (tokens.getShape().equals(new Shape(1, grid.rows(), grid.columns()))) {
                return Optional.empty();
            }
            found = "it makes " + tokens.getShape() + " of them";
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            found = "it takes no such picture (" + e.getMessage() + ")";
        }
        int side = tokenizer.imageSize() / tokenizer.downsampling();
        return Optional.of(new Problem(
                "PECO-141",
                "the encoder has " + grid + " patches, which need pictures of " + needed
                        + " pixels of a tokenizer with tokens of " + tokenizer.downsampling() + ": " + found,
                owner,
                "a tokenizer for pictures of " + needed + " pixels, or an encoder of " + side + " x " + side
                        + " patches"));
    }

    /** PECO-142 where the encoder cannot leave hidden patches out. */
    public List<Problem> leavesOut() {
        if (!tiles()) {
            return List.of();
        }
        try (NDManager scratch = manager.newSubManager()) {
            NDArray visible = scratch.zeros(new Shape(1, 1), DataType.INT64);
            GradientMode.off(
                    () -> encoder.encode(blank(scratch, encoder.imageSize()), new Masking.Keep(visible), false));
            return List.of();
        } catch (UnsupportedOperationException e) {
            return List.of(new Problem(
                    "PECO-142",
                    "the encoder cannot leave hidden patches out: " + e.getMessage(),
                    owner,
                    "an encoder without relative positions, or pretraining = beit, which puts a token in their place"));
        }
    }

    /** PECO-144 where tokens are kept that the next epoch would not have. */
    public List<Problem> cache(boolean cached, Views views) {
        return cached && views == Views.RANDOM
                ? List.of(new Problem(
                        "PECO-144",
                        "cache-tokens = true keeps the tokens of each example, and with views = random every epoch shows"
                                + " another part of it",
                        owner,
                        "views = fixed, or cache-tokens = false"))
                : List.of();
    }

    private boolean tiles() {
        return encoder.imageSize().isMultipleOf(encoder.patchSize());
    }

    private static NDArray blank(NDManager scratch, PictureSize size) {
        return scratch.zeros(new Shape(1, 3, size.height(), size.width()), DataType.FLOAT32);
    }
}
