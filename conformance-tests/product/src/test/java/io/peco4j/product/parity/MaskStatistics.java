package io.peco4j.product.parity;

import io.peco4j.nn.mask.BlockwiseMask;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Figures of many masks.
 *
 * @param counts share of the masks by how many patches they hide
 * @param frequency how often each patch is hidden
 * @param count of hidden patches
 * @param perimeter number of neighbours of which one is hidden
 * @param blocks sizes of the rectangles that were tried and fit the grid
 */
@SuppressWarnings("ArrayRecordComponent")
record MaskStatistics(double[] counts, double[] frequency, Mean count, Mean perimeter, Blocks blocks) {
    /** Of one number per mask. */
    record Mean(double value, double deviation) {
        static Mean of(double sum, double squares, int draws) {
            double mean = sum / draws;
            return new Mean(mean, Math.sqrt(Math.max(0, squares / draws - mean * mean)));
        }
    }

    /** The extremes of blocks' sizes. */
    record Blocks(
            int leastRows, int mostRows, int leastColumns, int mostColumns, double leastAspect, double mostAspect) {
        Blocks and(BlockwiseMask.Block block) {
            double aspect = (double) block.rows() / block.columns();
            return new Blocks(
                    Math.min(leastRows, block.rows()),
                    Math.max(mostRows, block.rows()),
                    Math.min(leastColumns, block.columns()),
                    Math.max(mostColumns, block.columns()),
                    Math.min(leastAspect, aspect),
                    Math.max(mostAspect, aspect));
        }
    }

    static MaskStatistics of(BlockwiseMask mask, int draws) {
        RandomGenerator random = new SplittableRandom(3);
        double[] counts = new double[mask.height() * mask.width() + 1];
        double[] frequency = new double[mask.height() * mask.width()];
        double[] sums = new double[4];
        Set<BlockwiseMask.Block> tried = new HashSet<>();
        for (int draw = 0; draw < draws; draw++) {
            float[] drawn = mask.draw(random, tried::add);
            int hidden = 0;
            for (int i = 0; i < drawn.length; i++) {
                hidden += (int) drawn[i];
                frequency[i] += drawn[i] / draws;
            }
            double perimeter = perimeter(drawn, mask.width());
            counts[hidden] += 1.0 / draws;
            sums[0] += hidden;
            sums[1] += (double) hidden * hidden;
            sums[2] += perimeter;
            sums[3] += perimeter * perimeter;
        }
        return new MaskStatistics(
                counts,
                frequency,
                Mean.of(sums[0], sums[1], draws),
                Mean.of(sums[2], sums[3], draws),
                blocks(mask, tried));
    }

    private static double perimeter(float[] mask, int width) {
        int edges = 0;
        for (int i = 0; i < mask.length; i++) {
            edges += i % width + 1 < width && mask[i] != mask[i + 1] ? 1 : 0;
            edges += i + width < mask.length && mask[i] != mask[i + width] ? 1 : 0;
        }
        return edges;
    }

    private static Blocks blocks(BlockwiseMask mask, Set<BlockwiseMask.Block> tried) {
        Blocks blocks = new Blocks(mask.height(), 0, mask.width(), 0, Double.MAX_VALUE, 0);
        for (BlockwiseMask.Block block : tried) {
            if (block.rows() < mask.height() && block.columns() < mask.width()) {
                blocks = blocks.and(block);
            }
        }
        return blocks;
    }
}
