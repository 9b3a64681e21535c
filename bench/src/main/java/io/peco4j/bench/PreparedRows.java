package io.peco4j.bench;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.data.Split;
import io.peco4j.runtime.data.Portion;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Different rows that are decoded and prepared once: nothing is left for the loader but to copy them.
 *
 * @param examples of a batch
 * @param samples what was made of them, in their order
 */
record PreparedRows(List<Example> examples, List<Sample> samples) implements Split {

    /** The first rows of a split. */
    static PreparedRows of(Split split, Preparation preparation, int count) {
        RandomGenerator random = new SplittableRandom(1);
        Map<Example, Sample> made = new IdentityHashMap<>();
        List<Example> examples = new ArrayList<>();
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            examples.add(split.example(i));
            samples.add(made.computeIfAbsent(examples.get(i), example -> preparation.prepare(example, random)));
        }
        return new PreparedRows(examples, samples);
    }

    /** Returns the sample of an example of this split. */
    Preparation preparation() {
        Map<Example, Sample> made = new IdentityHashMap<>();
        for (int i = 0; i < examples.size(); i++) {
            made.put(examples.get(i), samples.get(i));
        }
        return (example, random) -> Objects.requireNonNull(made.get(example));
    }

    /** All rows as one batch. */
    Portion portion() {
        return Portion.of(samples);
    }

    @Override
    public String name() {
        return "prepared";
    }

    @Override
    public int size() {
        return examples.size();
    }

    @Override
    public Example example(int index) {
        return examples.get(index);
    }

    @Override
    public String label(int index) {
        return "prepared " + index;
    }
}
