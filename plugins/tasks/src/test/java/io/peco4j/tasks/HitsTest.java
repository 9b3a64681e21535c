package io.peco4j.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.peco4j.api.problem.InvalidInputException;
import org.junit.jupiter.api.Test;

final class HitsTest {
    @Test
    void equalLogitsGoToTheLowerClassAndInfiniteOnesAreCompared() {
        Hits hits = new Hits();
        float inf = Float.POSITIVE_INFINITY;
        hits.count(new float[] {1, 1, 1, 1, inf, inf, -inf, 0, 0}, new long[] {0, 2, 2}, 3);
        assertThat(hits.top1()).isEqualTo(100.0 / 3);
        assertThat(hits.top5()).isEqualTo(100);
    }

    /** Compared with anything they are not less, which would make every answer right. */
    @Test
    void logitsThatAreNotNumbersAreRefused() {
        assertThatThrownBy(() -> new Hits().count(new float[] {0, 1, Float.NaN, Float.NaN}, new long[] {0, 1}, 2))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("PECO-524");
    }
}
