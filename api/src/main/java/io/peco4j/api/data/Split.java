package io.peco4j.api.data;

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

    /** A label for messages: a path relative to the data set, or a number. */
    String label(int index);
}
