package io.peco4j.conformance.pictures;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Split;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * A data set of which the examples of one split are others.
 *
 * @param original of the same classes and splits
 * @param changed the split's name
 * @param change of an example under its index
 */
public record Changed(Dataset original, String changed, IntFunction<UnaryOperator<Example>> change) implements Dataset {

    @Override
    public List<Split> splits() {
        return original.splits().stream()
                .map(split -> split.name().equals(changed) ? new Part(split, change) : split)
                .toList();
    }

    @Override
    public List<String> classes() {
        return original.classes();
    }

    @Override
    public List<Integer> colours() {
        return original.colours();
    }

    @Override
    public Class<? extends Example> exampleType() {
        return original.exampleType();
    }

    @Override
    public String fingerprint() {
        return "changed " + original.fingerprint();
    }

    private record Part(Split split, IntFunction<UnaryOperator<Example>> change) implements Split {
        @Override
        public String name() {
            return split.name();
        }

        @Override
        public int size() {
            return split.size();
        }

        @Override
        public Example example(int index) {
            return change.apply(index).apply(split.example(index));
        }

        @Override
        public String label(int index) {
            return split.label(index);
        }
    }
}
