package io.peco4j.pretraining.masked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokenCacheTest {
    @Property(tries = 200)
    void givesBackWhatItGot(@ForAll @IntRange(min = 2, max = 200_000) int vocabulary, @ForAll long seed) {
        Random random = new Random(seed);
        TokenCache cache = new TokenCache(3, vocabulary);
        long[] tokens = random.longs(12, 0, vocabulary).toArray();
        tokens[random.nextInt(12)] = vocabulary - 1L;
        long[] examples = {7, 0, 1000, 3};
        for (int i = 0; i < 4; i++) {
            cache.put(examples[i], tokens, 3 * i);
        }
        long[] found = random.longs(12).toArray();
        for (int i = 3; i >= 0; i--) {
            assertThat(cache.has(examples[i])).isTrue();
            cache.copy(examples[i], found, 3 * i);
        }
        assertThat(found).isEqualTo(tokens);
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "256, 1", "257, 2", "65536, 2", "65537, 4"})
    void aTokenTakesAsFewBytesAsItsVocabularyAllows(int vocabulary, int bytes) {
        assertThat(new TokenCache(1, vocabulary).bytesPerToken()).isEqualTo(bytes);
    }

    @Test
    void whatItDoesNotHaveItDoesNotMakeUp() {
        TokenCache cache = new TokenCache(1, 8);
        cache.put(2, new long[] {5}, 0);
        assertThat(cache.has(1)).isFalse();
        assertThat(cache.has(3)).isFalse();
        assertThatThrownBy(() -> cache.copy(1, new long[1], 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("example 1");
    }
}
