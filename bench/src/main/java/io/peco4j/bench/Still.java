package io.peco4j.bench;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.Split;

/**
 * A split that decodes nothing: one example, again and again.
 *
 * @param example that all indices have
 * @param size number of indices
 */
record Still(Example example, int size) implements Split {

    @Override
    public String name() {
        return "still";
    }

    @Override
    public Example example(int index) {
        return example;
    }

    @Override
    public String label(int index) {
        return "still " + index;
    }
}
