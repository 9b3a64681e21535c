package io.peco4j.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class TokenRowsTest {
    @Test
    void keepsTheOrderAndForgetsTheRowsThatAreDropped() {
        TokenRows rows = new TokenRows();
        rows.add(new long[] {1, 2, 3, 4}, 2);
        rows.add(new long[] {5, 6}, 1);
        rows.add(new long[] {1, 7}, 1);
        assertThat(rows.without(Set.of(0, 2))).containsExactly(3, 4, 1, 7);
        assertThat(rows.used()).isEqualTo(4);
    }
}
