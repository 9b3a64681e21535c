package io.peco4j.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of more threads than processors. */
final class JobsTest {
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    @Test
    void onlyWhatTakesTurnsOnProcessorsIsSlow() {
        assertThat(new Jobs(PROCESSORS, List.of()).crowding(1)).isEmpty();
        assertThat(new Jobs(1, List.of()).crowding(PROCESSORS)).isEmpty();
        assertThat(new Jobs(PROCESSORS + 1, List.of()).crowding(1))
                .hasValueSatisfying(said -> assertThat(said).contains("fewer jobs"));
        assertThat(new Jobs(2, List.of()).crowding(PROCESSORS + 1))
                .hasValueSatisfying(said -> assertThat(said)
                        .startsWith("2 stages at once with " + (PROCESSORS + 1) + " threads each")
                        .contains("--threads " + Math.max(1, PROCESSORS / 2)));
    }
}
