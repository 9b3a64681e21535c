package io.peco4j.bench;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Split;
import java.util.List;

/**
 * A data set that is one split without classes.
 *
 * @param split its training split
 */
record Photos(Split split) implements Dataset {

    @Override
    public List<Split> splits() {
        return List.of(split);
    }

    @Override
    public List<String> classes() {
        return List.of();
    }

    @Override
    public Corrupt corrupt() {
        return Corrupt.SKIP;
    }

    @Override
    public Class<? extends Example> exampleType() {
        return Example.Image.class;
    }

    /** Of its size alone: nothing is kept that a fingerprint would guard. */
    @Override
    public String fingerprint() {
        return "photos " + split.size();
    }
}
