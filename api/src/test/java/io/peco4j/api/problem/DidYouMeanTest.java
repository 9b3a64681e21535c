package io.peco4j.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class DidYouMeanTest {
    private static final List<String> KNOWN = List.of(
            "epochs", "batch", "beta1", "beta2", "learning-rate", "min-learning-rate", "codebook.size", "beta-3");

    @Test
    void findsInsertionsReplacementsAndSwaps() {
        assertThat(DidYouMean.near("epoch", KNOWN)).containsExactly("epochs");
        assertThat(DidYouMean.near("bacth", KNOWN)).containsExactly("batch");
        assertThat(DidYouMean.near("learning_rate", KNOWN)).containsExactly("learning-rate");
        assertThat(DidYouMean.near("sise", KNOWN)).containsExactly("codebook.size");
    }

    @Test
    void givesThreeAtMostTheNearestFirst() {
        assertThat(DidYouMean.near("beta", KNOWN)).containsExactly("beta1", "beta2");
        assertThat(DidYouMean.near("beta4", List.of("beta1", "beta2", "beta3", "beta5")))
                .containsExactly("beta1", "beta2", "beta3");
    }

    @Test
    void doesNotGuessWildly() {
        assertThat(DidYouMean.near("temperature", KNOWN)).isEmpty();
        assertThat(DidYouMean.hint("temperature", List.of("epochs", "batch"))).isEqualTo("known: epochs, batch");
        assertThat(DidYouMean.hint("x", List.of())).isEqualTo("there are none");
    }
}
