package io.peco4j.api.data;

import java.util.Objects;
import java.util.OptionalInt;

/** Some examples of a split: see {@link Split#select}. */
final class SelectedSplit implements Split {
    private final Split whole;
    private final int[] indices;

    SelectedSplit(Split whole, int[] indices) {
        if (indices.length == 0) {
            throw new IllegalArgumentException("a selection of no example of " + whole.name());
        }
        for (int index : indices) {
            Objects.checkIndex(index, whole.size());
        }
        this.whole = whole;
        this.indices = indices.clone();
    }

    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public Example example(int index) {
        return whole.example(indices[index]);
    }

    @Override
    public OptionalInt classOf(int index) {
        return whole.classOf(indices[index]);
    }

    @Override
    public String label(int index) {
        return whole.label(indices[index]);
    }
}
