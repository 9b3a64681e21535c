package io.peco4j.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Split;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A data set of anybody's is summed up; what it adds itself comes after. */
final class DataSummaryTest {
    @Test
    void sumsUpSplitsAndClassesAndAddsTheNotes() {
        assertThat(DataSummary.of(new Stub(List.of("a", "b", "c", "d"), List.of("left out: 3 .txt"))))
                .containsExactly("1 example in train, 20 examples in val; 4 classes: a, b, c, ...", "left out: 3 .txt");
        assertThat(DataSummary.of(new Stub(List.of(), List.of())))
                .containsExactly("1 example in train, 20 examples in val; no classes");
    }

    private record Stub(List<String> classes, List<String> notes) implements Dataset {
        @Override
        public List<Split> splits() {
            return List.of(new Part("train", 1), new Part("val", 20));
        }

        @Override
        public Class<? extends Example> exampleType() {
            return classes.isEmpty() ? Example.Image.class : Example.Labelled.class;
        }

        @Override
        public String fingerprint() {
            return "";
        }
    }

    private record Part(String name, int size) implements Split {
        @Override
        public Example example(int index) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String label(int index) {
            return "";
        }
    }
}
