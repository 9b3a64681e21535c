package io.peco4j.nn.mask;

import io.peco4j.api.model.PatchGrid;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.OnlyWith;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a study may say about which patches are hidden; frameworks nest it as {@code mask}. Its own defaults are the
 * paper's share and BEiT's blocks; a framework with others states them where it nests it:
 *
 * <pre>{@code
 * @Describe("which patches are hidden") @Default("pattern = random, ratio = 0.75") MaskOptions mask
 * }</pre>
 *
 * @param ratio the mask aims at {@code round(ratio * N)} patches, and leaves at least one hidden and one visible
 */
public record MaskOptions(
        @Describe("where hidden patches lie: in blocks (BEiT, BootMAE), or random ones (MAE, SimMIM)")
        @Default("blocks")
        MaskPattern pattern,

        @Describe("share of the patches that a mask aims to hide; 0.383 is the 75 of 196 of BEiT's code")
        @Default("0.4")
        @Range(min = 0.01, max = 0.99)
        double ratio,

        @Describe("whether blocks are drawn until the mask has what it aims at (BootMAE), or given up before (BEiT)")
        @Default("false")
        @OnlyWith(option = "pattern", value = "blocks")
        Optional<Boolean> fill,

        @Describe("area of the smallest block, in patches; at most a quarter of what a mask aims to hide")
        @Default("16")
        @Range(min = 1, max = 4096)
        @OnlyWith(option = "pattern", value = "blocks")
        Optional<Integer> minPatches,

        @Describe(
                "area of the largest block, in patches, not below that of the smallest; 0: as many as a mask aims to hide")
        @Default("0")
        @Range(min = 0, max = 4096)
        @OnlyWith(option = "pattern", value = "blocks")
        Optional<Integer> maxPatches,

        @Describe("smallest height by width of a block; the largest is its inverse")
        @Default("0.3")
        @Range(min = 0.01, max = 1)
        @OnlyWith(option = "pattern", value = "blocks")
        Optional<Double> minAspect) {
    private static final int MIN_PATCHES = 16;
    private static final double MIN_ASPECT = 0.3;

    /**
     * The masks of a grid. On small grids the smallest block shrinks to a quarter of what a mask hides, so that it
     * still consists of several blocks.
     *
     * @param grid at least two patches; for blocks at least 2 x 2
     * @throws IllegalArgumentException if {@link #problems} has any
     */
    public PatchMask on(PatchGrid grid) {
        int patches = grid.patches();
        int count = (int) Math.max(1, Math.min(patches - 1, Math.round(ratio * patches)));
        if (pattern == MaskPattern.RANDOM) {
            return new RandomMask(patches, count);
        }
        int smallest = Math.min(minPatches.orElse(MIN_PATCHES), Math.max(1, count / 4));
        int largest = maxPatches.filter(bound -> bound > 0).orElse(count);
        return new BlockwiseMask(
                grid.rows(),
                grid.columns(),
                count,
                smallest,
                largest,
                minAspect.orElse(MIN_ASPECT),
                fill.orElse(false));
    }

    /** The same masks with another share of hidden patches. */
    public MaskOptions withRatio(double share) {
        return new MaskOptions(pattern, share, fill, minPatches, maxPatches, minAspect);
    }

    /**
     * What is wrong with masks of these options on pictures: PECO-121 where nothing would stay visible, PECO-123 where
     * the largest block is smaller than the smallest, PECO-124 where a component that leaves hidden patches out would
     * get masks of unequal sizes, PECO-126 where the ratio hides nothing or leaves nothing.
     *
     * @param image of the encoder
     * @param patch its patches' side, which tiles it
     * @param owner the component's id, for the place
     * @param exact whether all masks have to hide equally many patches
     */
    public List<Problem> problems(PictureSize image, int patch, String owner, boolean exact) {
        List<Problem> problems = new ArrayList<>();
        PatchGrid grid = image.grid(patch);
        int patches = grid.patches();
        if (patches < 2 || pattern == MaskPattern.BLOCKS && (grid.rows() < 2 || grid.columns() < 2)) {
            problems.add(new Problem(
                    "PECO-121",
                    "the encoder's pictures of " + image + " pixels are " + grid.rows() + " x " + grid.columns()
                            + " patches of " + patch + ": "
                            + (pattern == MaskPattern.BLOCKS ? "a block of hidden ones" : "a hidden one")
                            + " leaves nothing visible beside it",
                    owner,
                    "patch = " + largestPatch(image) + " or smaller, or larger pictures"));
        } else {
            ratioProblem(grid, owner + ".mask").ifPresent(problems::add);
        }
        int smallest = minPatches.orElse(MIN_PATCHES);
        int largest = maxPatches.orElse(0);
        if (pattern == MaskPattern.BLOCKS && largest != 0 && largest < smallest) {
            problems.add(new Problem(
                    "PECO-123",
                    "the largest block of a mask, " + largest + " patches, is smaller than the smallest, " + smallest,
                    owner + ".mask",
                    "max-patches = 0 for no bound, or at least min-patches"));
        }
        if (exact && pattern == MaskPattern.BLOCKS && !fill.orElse(false)) {
            problems.add(new Problem(
                    "PECO-124",
                    "blocks that are given up hide more patches of one picture than of another, and the encoder gets"
                            + " the visible ones of a batch in one tensor",
                    owner + ".mask",
                    "fill = true, or pattern = random"));
        }
        return problems;
    }

    /**
     * PECO-126 where the ratio hides nothing of a grid, or leaves nothing.
     *
     * @param grid of at least two patches
     * @param place of the ratio in the study
     */
    public Optional<Problem> ratioProblem(PatchGrid grid, String place) {
        int patches = grid.patches();
        long hidden = Math.round(ratio * patches);
        return hidden >= 1 && hidden < patches
                ? Optional.empty()
                : Optional.of(new Problem(
                        "PECO-126",
                        "ratio = " + ratio + " of " + patches + " patches hides " + hidden
                                + ": something has to be hidden, and something has to stay visible",
                        place,
                        "ratio = " + nearest(patches) + ", or more patches"));
    }

    private int largestPatch(PictureSize image) {
        boolean blocks = pattern == MaskPattern.BLOCKS;
        int side = blocks ? Math.min(image.height(), image.width()) : Math.max(image.height(), image.width());
        return Math.max(1, side / 2);
    }

    /** The share nearest to the stated one that hides a patch and leaves one, rounded to two digits inwards. */
    private double nearest(int patches) {
        double share = ratio < 0.5 ? 1.0 / patches : (patches - 1.0) / patches;
        return (ratio < 0.5 ? Math.ceil(share * 100) : Math.floor(share * 100)) / 100;
    }
}
