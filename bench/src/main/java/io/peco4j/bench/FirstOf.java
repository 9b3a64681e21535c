package io.peco4j.bench;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.Split;

/**
 * A split of exactly the size that a measurement needs: another one's examples, from the start again where they end.
 *
 * @param split that is read
 * @param size number of examples
 */
record FirstOf(Split split, int size) implements Split {

    @Override
    public String name() {
        return split.name();
    }

    @Override
    public Example example(int index) {
        return split.example(index % split.size());
    }

    @Override
    public String label(int index) {
        return split.label(index % split.size());
    }
}
