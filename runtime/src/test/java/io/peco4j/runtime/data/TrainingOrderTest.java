package io.peco4j.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.train.TrainingLength;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class TrainingOrderTest {

    @Property(tries = 100)
    void eachEpochShowsEveryExampleAtMostOnceInFullBatches(
            @ForAll @IntRange(min = 1, max = 60) int examples,
            @ForAll @IntRange(min = 1, max = 20) int batch,
            @ForAll long seed) {
        TrainingOrder order = new TrainingOrder(examples, batch, 3, new Seed(seed));
        int perEpoch = order.batchesPerEpoch();

        assertThat(order.batches()).isEqualTo(3L * Math.max(1, examples / batch));
        for (int epoch = 0; epoch < 3; epoch++) {
            int of = epoch;
            int[] shown = LongStream.range((long) of * perEpoch, (of + 1L) * perEpoch)
                    .mapToObj(order::draw)
                    .peek(draw -> assertThat(draw.epoch()).isEqualTo(of))
                    .peek(draw -> assertThat(draw.examples()).hasSize(Math.min(batch, examples)))
                    .flatMapToInt(draw -> Arrays.stream(draw.examples()))
                    .toArray();
            assertThat(shown).doesNotHaveDuplicates();
            assertThat(Arrays.stream(shown)).allMatch(index -> index >= 0 && index < examples);
        }
    }

    @Property(tries = 100)
    void copiesOfAnExampleFollowEachOtherInEpochsOfTheSameLength(
            @ForAll @IntRange(min = 1, max = 60) int examples,
            @ForAll @IntRange(min = 1, max = 20) int batch,
            @ForAll @IntRange(min = 1, max = 5) int times,
            @ForAll long seed) {
        TrainingLength length = TrainingLength.ofEpochs(2);
        TrainingOrder plain = new TrainingOrder(examples, batch, length, new Seed(seed));
        TrainingOrder order = new TrainingOrder(examples, batch, length, new Repeats(times), new Seed(seed));

        assertThat(order.batches()).isEqualTo(plain.batches());
        for (int epoch = 0; epoch < 2; epoch++) {
            int[] shuffled = rows(plain, epoch, BatchOrder.Draw::examples);
            int[] shown = rows(order, epoch, BatchOrder.Draw::examples);
            int[] copies = rows(order, epoch, BatchOrder.Draw::copies);
            assertThat(shown).hasSameSizeAs(shuffled);
            for (int row = 0; row < shown.length; row++) {
                assertThat(shown[row]).isEqualTo(shuffled[row / times]);
                assertThat(copies[row]).isEqualTo(row % times);
            }
        }
    }

    private static int[] rows(TrainingOrder order, int epoch, Function<BatchOrder.Draw, int[]> part) {
        int perEpoch = order.batchesPerEpoch();
        return LongStream.range((long) epoch * perEpoch, (epoch + 1L) * perEpoch)
                .mapToObj(order::draw)
                .map(part)
                .flatMapToInt(Arrays::stream)
                .toArray();
    }

    @Property(tries = 50)
    void aLengthInStepsIsTheBeginningOfALongerOne(@ForAll long seed, @ForAll @IntRange(min = 0, max = 19) int steps) {
        TrainingOrder order = new TrainingOrder(17, 3, TrainingLength.ofSteps(steps), new Seed(seed));
        TrainingOrder longer = new TrainingOrder(17, 3, 4, new Seed(seed));

        assertThat(order.batches()).isEqualTo(steps);
        for (long number = 0; number < steps; number++) {
            assertThat(order.draw(number).epoch()).isEqualTo(longer.draw(number).epoch());
            assertThat(order.draw(number).examples())
                    .isEqualTo(longer.draw(number).examples());
        }
    }

    @Property(tries = 50)
    void aBatchDoesNotDependOnWhatWasDrawnBefore(@ForAll long seed, @ForAll @IntRange(min = 0, max = 19) int batch) {
        TrainingOrder fresh = new TrainingOrder(17, 3, 4, new Seed(seed));
        TrainingOrder used = new TrainingOrder(17, 3, 4, new Seed(seed));
        IntStream.range(0, batch).forEach(used::draw);

        assertThat(used.draw(batch).examples()).isEqualTo(fresh.draw(batch).examples());
    }

    @Property(tries = 30)
    void epochsAndSeedsAreShuffledDifferently(@ForAll long seed) {
        TrainingOrder order = new TrainingOrder(40, 40, 2, new Seed(seed));
        TrainingOrder other = new TrainingOrder(40, 40, 2, new Seed(seed + 1));

        assertThat(order.draw(0).examples()).isNotEqualTo(order.draw(1).examples());
        assertThat(order.draw(0).examples()).isNotEqualTo(other.draw(0).examples());
    }
}
