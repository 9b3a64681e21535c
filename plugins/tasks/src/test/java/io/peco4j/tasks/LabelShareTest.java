package io.peco4j.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import io.peco4j.api.data.UnreadableExampleException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class LabelShareTest {

    /** Of every class as many as the share says, at least one, and always the same; no picture is decoded. */
    @Property(tries = 200)
    void drawsTheSameShareOfEveryClass(
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0.01, max = 1) double share,
            @ForAll @IntRange(min = 3, max = 300) int size) {
        Uneven train = new Uneven(size);
        List<String> drawn = labels(new LabelShare(share, seed).of(train));
        assertThat(labels(new LabelShare(share, seed).of(train))).isEqualTo(drawn);
        assertThat(drawn).doesNotHaveDuplicates();
        assertThat(drawn.stream().map(Integer::parseInt).toList()).isSorted();
        Map<Integer, Long> all = counts(labels(train));
        assertThat(counts(drawn)).containsOnlyKeys(all.keySet());
        counts(drawn)
                .forEach((label, count) -> assertThat(count)
                        .as("examples of class " + label)
                        .isEqualTo(Math.max(1, Math.round(share * all.getOrDefault(label, 0L)))));
    }

    @Test
    void anotherSeedDrawsOthers() {
        Uneven train = new Uneven(200);
        assertThat(labels(new LabelShare(0.2, 1).of(train))).isNotEqualTo(labels(new LabelShare(0.2, 2).of(train)));
        assertThat(LabelShare.ALL.of(train)).isSameAs(train);
    }

    /** What the loader would skip, or fail on, is not drawn. */
    @Test
    void leavesOutWhatCannotBeRead() {
        Split train = new Broken();
        assertThat(labels(new LabelShare(0.9, 1).of(train))).containsExactly("1", "2");
    }

    private static List<String> labels(Split split) {
        return IntStream.range(0, split.size()).mapToObj(split::label).toList();
    }

    private static Map<Integer, Long> counts(List<String> names) {
        return names.stream()
                .collect(Collectors.groupingBy(name -> Uneven.kind(Integer.parseInt(name)), Collectors.counting()));
    }

    /** Of three classes, the second is rare and the third rarer. */
    private record Uneven(int size) implements Split {
        static int kind(int index) {
            return index == 1 ? 2 : index % 7 == 2 ? 1 : 0;
        }

        @Override
        public String name() {
            return "train";
        }

        @Override
        public Example example(int index) {
            throw new AssertionError("classes are known without a picture");
        }

        @Override
        public OptionalInt classOf(int index) {
            return OptionalInt.of(kind(index));
        }

        @Override
        public String label(int index) {
            return String.valueOf(index);
        }
    }

    /** Whose first picture cannot be read. */
    private record Broken() implements Split {
        @Override
        public String name() {
            return "train";
        }

        @Override
        public int size() {
            return 3;
        }

        @Override
        public Example example(int index) {
            if (index == 0) {
                throw new UnreadableExampleException("damaged");
            }
            return new Example.Labelled(new RgbImage(1, 1, new byte[3]), 0);
        }

        @Override
        public String label(int index) {
            return String.valueOf(index);
        }
    }
}
