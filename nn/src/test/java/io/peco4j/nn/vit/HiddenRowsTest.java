package io.peco4j.nn.vit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

final class HiddenRowsTest {
    /** Patch n of picture b is 10 b + n; the class token, which has no label, is -1. */
    @Test
    void tokensAndLabelsComeOutInTheSameOrder() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray tokens = manager.create(new float[] {-1, 0, 1, 2, 3, -1, 10, 11, 12, 13}, new Shape(2, 5, 1));
            NDArray labels = manager.create(new long[] {0, 1, 2, 3, 10, 11, 12, 13}, new Shape(2, 2, 2));
            NDArray hidden = manager.create(new float[] {0, 1, 0, 1, 1, 0, 0, 0}, new Shape(2, 4));
            NDArray rows = HiddenRows.ofTokens(tokens, hidden);
            assertThat(rows.getShape()).isEqualTo(new Shape(3, 1));
            assertThat(rows.toFloatArray()).containsExactly(1, 3, 10);
            assertThat(HiddenRows.ofLabels(labels, hidden).toLongArray()).containsExactly(1, 3, 10);
        }
    }
}
