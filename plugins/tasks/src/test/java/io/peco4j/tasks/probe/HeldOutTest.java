package io.peco4j.tasks.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class HeldOutTest {
    /** Whatever the order of classes, a class is judged and fitted, unless it has one example. */
    @Property(tries = 200)
    void everyClassIsOnBothSides(@ForAll @Size(min = 1, max = 200) @IntRange(max = 12) int[] classes) {
        long[] labels = Arrays.stream(classes).asLongStream().toArray();
        HeldOut parts = HeldOut.tenth(labels);
        assertThat(IntStream.concat(Arrays.stream(parts.fitted()), Arrays.stream(parts.heldOut()))
                        .sorted())
                .containsExactlyElementsOf(
                        IntStream.range(0, labels.length).boxed().toList());
        for (long label : labels) {
            long size = Arrays.stream(labels).filter(other -> other == label).count();
            assertThat(Arrays.stream(parts.heldOut())
                            .filter(row -> labels[row] == label)
                            .count())
                    .as("held out of %d examples of class %d", size, label)
                    .isEqualTo(size == 1 ? 0 : (size + 9) / 10);
        }
    }

    /** Classes that come in turn, as those of generated scenes do, would be missed by every tenth row. */
    @Test
    void classesInTurnAreAllHeldOut() {
        long[] labels = LongStream.range(0, 400).map(row -> row % 10).toArray();
        assertThat(Arrays.stream(HeldOut.tenth(labels).heldOut())
                        .mapToLong(row -> labels[row])
                        .distinct())
                .hasSize(10);
    }

    @Test
    void oneExampleOfEachClassLeavesNothingToHoldOut() {
        assertThat(HeldOut.tenth(LongStream.range(0, 100).toArray()).heldOut()).isEmpty();
    }
}
