package io.peco4j.pretraining.moco;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Split;
import java.util.List;

/**
 * A data set of which nothing but its size is asked.
 *
 * @param size of its one split, the training one
 */
record Pictures(int size) implements Dataset, Split {
    @Override
    public Class<? extends Example> exampleType() {
        return Example.Image.class;
    }

    @Override
    public List<Split> splits() {
        return List.of(this);
    }

    @Override
    public List<String> classes() {
        return List.of();
    }

    @Override
    public String fingerprint() {
        return "pictures-" + size;
    }

    @Override
    public String name() {
        return Dataset.TRAIN;
    }

    @Override
    public Example example(int index) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String label(int index) {
        return "picture " + index;
    }
}
