package io.peco4j.nn.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.peco4j.api.model.PatchGrid;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class BlockwiseMaskTest {
    private static final int DRAWS = 20_000;
    private static final BlockwiseMask BEIT = new BlockwiseMask(14, 14, 75, 16, 0.3);

    /** Figures computed from the definition; the strong bias to the middle is the algorithm's. */
    @Test
    void beitsMasksHaveTheFiguresOfTheDefinition() {
        Statistics statistics = Statistics.of(BEIT);
        assertThat(statistics.mean()).isCloseTo(74.47, within(0.06));
        assertThat(statistics.least()).isBetween(59, 68);
        assertThat(statistics.share(75)).isCloseTo(0.666, within(0.02));
        assertThat(statistics.frequency()[7 * 14 + 7]).isCloseTo(0.716, within(0.02));
        assertThat(statistics.frequency()[0]).isCloseTo(0.040, within(0.01));
    }

    @Test
    void aBoundOnTheLargestBlockMakesMoreBlocks() {
        BlockwiseMask bounded = new BlockwiseMask(14, 14, 75, 16, 20, 0.3, false);
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 2000; i++) {
            BlockwiseMask.Block block = bounded.attempt(1 + random.nextInt(75), BlockDraws.of(random));
            // Rounding adds at most half a row and half a column.
            assertThat((block.rows() - 0.5) * (block.columns() - 0.5)).isLessThanOrEqualTo(20);
        }
        assertThat(Statistics.of(bounded).mean()).isGreaterThan(73);
    }

    @Property(tries = 300)
    void aMaskHidesSomePatchesAndNoMoreThanItAimsAt(
            @ForAll @IntRange(min = 4, max = 24) int grid,
            @ForAll @DoubleRange(min = 0.04, max = 0.95) double ratio,
            @ForAll @IntRange(min = 1, max = 64) int minPatches,
            @ForAll @DoubleRange(min = 0.01, max = 1) double minAspect,
            @ForAll boolean fill,
            @ForAll long seed) {
        BlockwiseMask mask = blocks(PatchGrid.square(grid), ratio, minPatches, minAspect, fill);
        float[] drawn = mask.draw(new SplittableRandom(seed));
        assertThat(drawn).hasSize(grid * grid).containsAnyOf(1f);
        int hidden = 0;
        for (float patch : drawn) {
            assertThat(patch).isIn(0f, 1f);
            hidden += (int) patch;
        }
        assertThat(hidden).isBetween(fill ? mask.count() : 1, mask.count());
        assertThat(mask.isExact()).isEqualTo(fill);
        assertThat(mask.count()).isLessThan(grid * grid);
        assertThat(mask.draw(new SplittableRandom(seed))).isEqualTo(drawn);
    }

    /** The smallest block that BEIT asks for would be more than half of what a 6 x 6 grid hides. */
    @Test
    void onASmallGridTheSmallestBlockShrinks() {
        BlockwiseMask small = blocks(PatchGrid.square(6), 0.4, 16, 0.3, false);
        assertThat(small.count()).isEqualTo(14);
        assertThat(small.minPatches()).isEqualTo(3);
        assertThat(Statistics.of(small).mean()).isGreaterThan(13);
        BlockwiseMask usual = blocks(PatchGrid.square(14), 75 / 196.0, 16, 0.3, false);
        assertThat(usual).isEqualTo(BEIT);
    }

    @Test
    void aMaskThatLeavesNothingVisibleIsRefused() {
        assertThatThrownBy(() -> new BlockwiseMask(4, 4, 16, 1, 0.3)).hasMessageContaining("16 hidden patches");
        assertThatThrownBy(() -> new BlockwiseMask(4, 4, 8, 1, 0)).hasMessageContaining("aspect 0.0");
    }

    /** BootMAE's: three quarters of the patches, and every mask has as many. */
    @Test
    void filledMasksHideWhatTheyAimAtAndMoreAtTheMiddle() {
        BlockwiseMask filled = new BlockwiseMask(14, 14, 147, 16, 147, 0.3, true);
        Statistics statistics = Statistics.of(filled);
        assertThat(statistics.share(147)).isCloseTo(1, within(1e-9));
        assertThat(statistics.frequency()[7 * 14 + 7]).isGreaterThan(0.85);
        assertThat(statistics.frequency()[0]).isLessThan(0.6);
    }

    private static BlockwiseMask blocks(PatchGrid grid, double ratio, int minPatches, double minAspect, boolean fill) {
        MaskOptions options = new MaskOptions(
                MaskPattern.BLOCKS,
                ratio,
                Optional.of(fill),
                Optional.of(minPatches),
                Optional.of(0),
                Optional.of(minAspect));
        assertThat(options.problems(grid.pictures(4), 4, "mask", fill)).isEmpty();
        return (BlockwiseMask) options.on(grid);
    }

    /**
     * Of many masks.
     *
     * @param counts how many masks hide how many patches
     * @param frequency how often each patch is hidden
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Statistics(int[] counts, double[] frequency) {
        static Statistics of(BlockwiseMask mask) {
            RandomGenerator random = new SplittableRandom(3);
            int[] counts = new int[mask.height() * mask.width()];
            double[] frequency = new double[counts.length];
            for (int draw = 0; draw < DRAWS; draw++) {
                float[] drawn = mask.draw(random);
                int hidden = 0;
                for (int i = 0; i < drawn.length; i++) {
                    hidden += (int) drawn[i];
                    frequency[i] += drawn[i] / DRAWS;
                }
                counts[hidden]++;
            }
            return new Statistics(counts, frequency);
        }

        double mean() {
            double sum = 0;
            for (int count = 0; count < counts.length; count++) {
                sum += (double) count * counts[count];
            }
            return sum / DRAWS;
        }

        int least() {
            int least = 0;
            while (counts[least] == 0) {
                least++;
            }
            return least;
        }

        double share(int count) {
            return (double) counts[count] / DRAWS;
        }
    }
}
