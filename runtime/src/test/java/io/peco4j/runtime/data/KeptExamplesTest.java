package io.peco4j.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KeptExamplesTest {
    private static final long PLENTY = 1 << 20;

    @Test
    void smallPicturesAreDecodedOnce() {
        Counting split = new Counting(64);
        Split kept = new KeptExamples(split, PLENTY);

        Example first = kept.example(1);

        assertThat(kept.example(1)).isSameAs(first);
        assertThat(kept.example(0)).isNotSameAs(first);
        assertThat(kept.select(1).example(0)).isSameAs(first);
        assertThat(split.decoded).containsExactly(1, 0);
    }

    @Test
    void largerOnesAreDecodedAtEveryCall() {
        Counting split = new Counting(65);
        Split kept = new KeptExamples(split, PLENTY);

        kept.example(1);
        kept.example(1);

        assertThat(split.decoded).containsExactly(1, 1);
    }

    @Test
    void whatHasNoRoomIsDecodedAgainAndWhatHasStays() {
        Counting split = new Counting(32);
        Split kept = new KeptExamples(split, 2 * 3 * 32 * 32);

        for (int epoch = 0; epoch < 3; epoch++) {
            kept.example(0);
            kept.example(1);
        }

        assertThat(split.decoded).containsExactly(0, 1, 1, 1);
    }

    /** Two black squares. */
    private static final class Counting implements Split {
        private final int side;
        private final List<Integer> decoded = new ArrayList<>();

        Counting(int side) {
            this.side = side;
        }

        @Override
        public String name() {
            return "train";
        }

        @Override
        public int size() {
            return 2;
        }

        @Override
        public Example example(int index) {
            decoded.add(index);
            return new Example.Labelled(new RgbImage(side, side, new byte[3 * side * side]), index);
        }

        @Override
        public String label(int index) {
            return "square " + index;
        }
    }
}
