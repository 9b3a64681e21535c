package io.peco4j.nn.mask;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Hides patches in rectangular blocks until a number of them is hidden: BEiT's masking (Bao et al. 2021, algorithm 1,
 * and beit/masking_generator.py).
 *
 * <p>A block's area is uniform between the smallest block and the largest or what is left to hide, its shape
 * log-uniform. A block that hides nothing new, or more than is left or than the largest block has, or that is as high
 * or as wide as the grid, is drawn again; after ten such attempts in a row the mask is done. So a mask hides
 * {@code count} patches at most, on the usual grid 99 % of that on average, and more at the middle of the picture than
 * at its corners.
 *
 * <p>A mask that is filled is not given up: it hides {@code count} patches, as BootMAE's does (Dong et al. 2022, and
 * its masking_generator.py).
 *
 * @param height rows of the grid, at least 2
 * @param width columns of the grid, at least 2
 * @param count how many patches a mask aims at, from 1 to all but one
 * @param minPatches area that the smallest block aims at, in patches, at least 1; rounding to whole patches may fall
 *     below it, and so does the last block where less is left to hide
 * @param maxPatches area of the largest block, in patches, at least 1 and no less than the smallest is meant to be;
 *     {@code count}: no bound
 * @param minAspect smallest height by width of a block, in (0, 1]; the largest is its inverse
 * @param fill whether blocks are drawn until {@code count} patches are hidden
 */
public record BlockwiseMask(
        int height, int width, int count, int minPatches, int maxPatches, double minAspect, boolean fill)
        implements PatchMask {
    private static final int ATTEMPTS = 10;

    /** Enough that a block which fits is found on any grid, where there is one. */
    private static final int FILLING_ATTEMPTS = 1000;

    /** @throws IllegalArgumentException if a number is outside of its range */
    public BlockwiseMask {
        if (height < 2 || width < 2 || count < 1 || count >= height * width) {
            throw new IllegalArgumentException(count + " hidden patches on a grid of " + height + " x " + width);
        }
        if (minPatches < 1 || maxPatches < 1 || !(minAspect > 0 && minAspect <= 1)) {
            throw new IllegalArgumentException("blocks from " + minPatches + " patches and aspect " + minAspect);
        }
    }

    /** Blocks without a bound on the largest, given up as BEiT's are. */
    public BlockwiseMask(int height, int width, int count, int minPatches, double minAspect) {
        this(height, width, count, minPatches, count, minAspect, false);
    }

    /**
     * The size of a block, in patches.
     *
     * @param rows from top to bottom
     * @param columns from left to right
     */
    public record Block(int rows, int columns) {}

    @Override
    public int patches() {
        return height * width;
    }

    @Override
    public boolean isExact() {
        return fill;
    }

    @Override
    public float[] draw(RandomGenerator random) {
        return draw(random, block -> {});
    }

    /**
     * As {@link #draw(RandomGenerator)}, telling of each block that was drawn, in this order; some do not fit the grid
     * and some hide nothing new.
     */
    public float[] draw(RandomGenerator random, Consumer<Block> attempts) {
        return draw(BlockDraws.of(random), attempts);
    }

    /** The same mask of other draws. */
    public float[] draw(BlockDraws draws, Consumer<Block> attempts) {
        float[] mask = new float[height * width];
        int hidden = 0;
        int added = 1;
        while (hidden < count && added > 0) {
            added = block(mask, count - hidden, draws, attempts);
            hidden += added;
        }
        if (hidden == 0) {
            // Ten blocks too large for a tiny grid: a loss needs at least one target.
            mask[draws.upTo(mask.length - 1)] = 1;
            hidden = 1;
        }
        while (fill && hidden < count) {
            // No block fits between the others: single patches take what is left.
            int patch = draws.upTo(mask.length - 1);
            hidden += mask[patch] == 0 ? 1 : 0;
            mask[patch] = 1;
        }
        return mask;
    }

    /**
     * The size that one attempt draws; it may be too large for the grid.
     *
     * @param left how many patches are left to hide, at least 1
     */
    public Block attempt(int left, BlockDraws draws) {
        double shape = Math.log(minAspect);
        // With less left than the smallest block, the area lies between the two: as Python's uniform does.
        double area = draws.between(minPatches, Math.min(left, maxPatches));
        double aspect = Math.exp(draws.between(shape, -shape));
        return new Block((int) Math.rint(Math.sqrt(area * aspect)), (int) Math.rint(Math.sqrt(area / aspect)));
    }

    /** Hides one more block; returns how many patches it added, 0 if no attempt fitted. */
    private int block(float[] mask, int left, BlockDraws draws, Consumer<Block> attempts) {
        int bound = fill ? FILLING_ATTEMPTS : ATTEMPTS;
        for (int attempt = 0; attempt < bound; attempt++) {
            Block block = attempt(left, draws);
            attempts.accept(block);
            if (block.rows() < height && block.columns() < width) {
                int top = draws.upTo(height - block.rows());
                int corner = top * width + draws.upTo(width - block.columns());
                int added = visible(mask, corner, block);
                if (added > 0 && added <= Math.min(left, maxPatches)) {
                    hide(mask, corner, block);
                    return added;
                }
            }
        }
        return 0;
    }

    private int visible(float[] mask, int corner, Block block) {
        int visible = 0;
        for (int row = 0; row < block.rows(); row++) {
            for (int column = 0; column < block.columns(); column++) {
                visible += mask[corner + row * width + column] == 0 ? 1 : 0;
            }
        }
        return visible;
    }

    private void hide(float[] mask, int corner, Block block) {
        for (int row = 0; row < block.rows(); row++) {
            int from = corner + row * width;
            Arrays.fill(mask, from, from + block.columns(), 1);
        }
    }
}
