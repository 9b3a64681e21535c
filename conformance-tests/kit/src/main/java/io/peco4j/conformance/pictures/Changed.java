package io.peco4j.conformance.pictures;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.ForwardingDataset;
import io.peco4j.api.data.ForwardingSplit;
import io.peco4j.api.data.Split;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * A data set of which the examples of one split are others.
 *
 * @param dataset of the same classes and splits
 * @param changed the split's name
 * @param change of an example under its index
 */
public record Changed(Dataset dataset, String changed, IntFunction<UnaryOperator<Example>> change)
        implements ForwardingDataset {

    @Override
    public List<Split> splits() {
        return dataset.splits().stream()
                .map(split -> split.name().equals(changed) ? new Part(split, change) : split)
                .toList();
    }

    @Override
    public String fingerprint() {
        return "changed " + dataset.fingerprint();
    }

    private record Part(Split split, IntFunction<UnaryOperator<Example>> change) implements ForwardingSplit {
        @Override
        public Example example(int index) {
            return change.apply(index).apply(split.example(index));
        }
    }
}
