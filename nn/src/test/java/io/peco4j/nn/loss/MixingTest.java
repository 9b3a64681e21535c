package io.peco4j.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.peco4j.nn.loss.Mixing.Per;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

final class MixingTest {
    @Property(tries = 200)
    void aBoxLiesInThePictureAndItsShareIsWhatRemains(
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0, max = 1) double share,
            @ForAll @IntRange(min = 1, max = 50) int height,
            @ForAll @IntRange(min = 1, max = 50) int width) {
        Mix.Paste box = MixDraws.of(new SplittableRandom(seed)).box(share, height, width);
        assertThat(box.top()).isBetween(0, box.bottom());
        assertThat(box.bottom()).isLessThanOrEqualTo(height);
        assertThat(box.left()).isBetween(0, box.right());
        assertThat(box.right()).isLessThanOrEqualTo(width);
        double area = (double) (box.bottom() - box.top()) * (box.right() - box.left());
        assertThat(box.share()).isCloseTo(1 - area / (height * (double) width), within(1e-12));
        assertThat(1 - box.share()).isLessThanOrEqualTo(1 - share + 1e-12);
    }

    /** Mean 1/2 and variance {@code 1 / (4 (2 a + 1))}. */
    @Example
    void sharesHaveTheMomentsOfTheBetaDistribution() {
        for (double a : new double[] {0.3, 0.8, 1, 4}) {
            SplittableRandom random = new SplittableRandom(7);
            double[] draws = DoubleStream.generate(() -> Beta.draw(random, a))
                    .limit(20_000)
                    .toArray();
            double mean = DoubleStream.of(draws).average().orElseThrow();
            double variance = DoubleStream.of(draws)
                    .map(x -> (x - mean) * (x - mean))
                    .average()
                    .orElseThrow();
            assertThat(mean).isCloseTo(0.5, within(0.01));
            assertThat(variance).isCloseTo(1 / (4 * (2 * a + 1)), within(0.005));
        }
    }

    @Example
    void whatIsOffIsNeverDrawn() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 50; i++) {
            assertThat(new Mixing(0, 1, 1, 0, Per.BATCH).draw(random, 4, 8, 8)).isInstanceOf(Mix.Paste.class);
            assertThat(new Mixing(0.8, 0, 1, 1, Per.BATCH).draw(random, 4, 8, 8))
                    .isInstanceOf(Mix.Blend.class);
            assertThat(new Mixing(0.8, 1, 0, 0.5, Per.BATCH).draw(random, 4, 8, 8))
                    .isInstanceOf(Mix.Plain.class);
            assertThat(new Mixing(0, 0, 1, 0.5, Per.BATCH).draw(random, 4, 8, 8))
                    .isInstanceOf(Mix.Plain.class);
        }
    }

    @Property(tries = 100)
    void rowsThatMeetShareADrawInPairsAndHaveTheirOwnOtherwise(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int rows) {
        Mixing pairs = new Mixing(0.8, 1, 1, 0.5, Per.PAIR);
        List<Mix.Whole> paired = ((MixedRows) pairs.draw(new SplittableRandom(seed), rows, 8, 8)).rows();
        Mixing each = new Mixing(0.8, 1, 1, 0.5, Per.ROW);
        List<Mix.Whole> single = ((MixedRows) each.draw(new SplittableRandom(seed), rows, 8, 8)).rows();
        assertThat(paired).hasSize(rows);
        assertThat(single).hasSize(rows);
        for (int row = 0; row < rows; row++) {
            assertThat(paired.get(row)).isSameAs(paired.get(rows - 1 - row));
        }
        // Boxes may be equal by chance.
        assertThat(single.stream().filter(Mix.Blend.class::isInstance)).doesNotHaveDuplicates();
    }
}
