package io.peco4j.api.data;

import java.util.OptionalInt;

/** A named part of a data set: examples under stable indices. Safe to read from several threads at once. */
public interface Split {

    /** Such as {@code train} or {@code val}. */
    String name();

    /** Number of examples, at least 1. */
    int size();

    /**
     * Reads and decodes one example. Equal indices give equal examples.
     *
     * @throws UnreadableExampleException if the file behind it cannot be read or decoded
     */
    Example example(int index);

    /**
     * The class of an example as a whole, an index into {@link Dataset#classes()}; empty where it has none, as one with
     * a class for every pixel. A data set that knows it without decoding the example says so here: whoever draws
     * examples by their classes asks for all of them.
     *
     * @throws UnreadableExampleException if it can be known from the example alone, which cannot be read
     */
    default OptionalInt classOf(int index) {
        Example example = example(index);
        if (example instanceof Example.Labelled labelled) {
            return OptionalInt.of(labelled.label());
        }
        return example instanceof Example.Clip clip ? OptionalInt.of(clip.label()) : OptionalInt.empty();
    }

    /**
     * Some of the examples as a split of the same name, under indices of its own.
     *
     * @param indices of this split, at least one, in the order of the new one
     * @throws IllegalArgumentException if there is none
     * @throws IndexOutOfBoundsException if there is no such example
     */
    default Split select(int... indices) {
        return new SelectedSplit(this, indices);
    }

    /** A label for messages: a path relative to the data set, or a number. */
    String label(int index);
}
