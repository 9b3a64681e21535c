package io.peco4j.nn.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.peco4j.api.model.PatchGrid;
import io.peco4j.api.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RandomMaskTest {
    private static final int DRAWS = 20_000;

    /** Each patch as often as any other, and each pair: a run of neighbours would pass the first alone. */
    @Test
    void everyPatchAndEveryPairIsHiddenEquallyOften() {
        RandomMask mask = new RandomMask(16, 12);
        SplittableRandom random = new SplittableRandom(5);
        double[] alone = new double[16];
        double[][] together = new double[16][16];
        for (int draw = 0; draw < DRAWS; draw++) {
            float[] drawn = mask.draw(random);
            double hidden = 0;
            for (int i = 0; i < 16; i++) {
                hidden += drawn[i];
                alone[i] += drawn[i] / DRAWS;
                for (int j = 0; j < 16; j++) {
                    together[i][j] += drawn[i] * drawn[j] / DRAWS;
                }
            }
            assertThat(hidden).isEqualTo(12);
        }
        // Six deviations of a share of so many draws.
        for (int i = 0; i < 16; i++) {
            assertThat(alone[i]).as("patch " + i).isCloseTo(0.75, within(0.019));
            for (int j = 0; j < i; j++) {
                assertThat(together[i][j]).as(i + " and " + j).isCloseTo(12.0 * 11 / (16 * 15), within(0.022));
            }
        }
    }

    @Test
    void aMaskIsAFunctionOfTheGenerator() {
        PatchMask mask = options(MaskPattern.RANDOM, 0.75).on(PatchGrid.square(14));
        assertThat(mask.count()).isEqualTo(147);
        assertThat(mask.draw(new SplittableRandom(1))).isEqualTo(mask.draw(new SplittableRandom(1)));
        assertThat(mask.draw(new SplittableRandom(1))).isNotEqualTo(mask.draw(new SplittableRandom(2)));
    }

    @Test
    void aMaskThatHidesNothingOrAllIsRefused() {
        assertThatThrownBy(() -> new RandomMask(4, 4)).hasMessageContaining("4 hidden patches of 4");
        assertThat(options(MaskPattern.RANDOM, 0.75).problems(new PatchGrid(1, 2).pictures(4), 4, "mae", true))
                .as("round(1.5) of two patches")
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).contains("PECO-126", "ratio = 0.5"));
        assertThat(codes(options(MaskPattern.RANDOM, 0.05)
                        .problems(PatchGrid.square(2).pictures(4), 4, "mae", true)))
                .containsExactly("PECO-126");
        assertThat(codes(options(MaskPattern.RANDOM, 0.5)
                        .problems(PatchGrid.square(1).pictures(4), 4, "mae", true)))
                .containsExactly("PECO-121");
        assertThat(codes(options(MaskPattern.BLOCKS, 0.5).problems(new PatchGrid(1, 8).pictures(4), 4, "beit", false)))
                .containsExactly("PECO-121");
        assertThat(codes(options(MaskPattern.BLOCKS, 0.5)
                        .problems(PatchGrid.square(8).pictures(4), 4, "mae", true)))
                .containsExactly("PECO-124");
    }

    private static List<String> codes(List<Problem> problems) {
        return problems.stream().map(Problem::code).toList();
    }

    private static MaskOptions options(MaskPattern pattern, double ratio) {
        return new MaskOptions(pattern, ratio, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
