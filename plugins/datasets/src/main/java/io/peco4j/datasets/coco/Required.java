package io.peco4j.datasets.coco;

import org.jspecify.annotations.Nullable;

/** A field that every element of a list has. */
final class Required<T> {
    private final String name;
    private @Nullable T value;

    Required(String name) {
        this.name = name;
    }

    void set(T found) {
        value = found;
    }

    /**
     * Its value.
     *
     * @param place of the element
     * @throws IllegalStateException if it is missing
     */
    T get(String place) {
        if (value == null) {
            throw new IllegalStateException("no \"" + name + "\" at " + place);
        }
        return value;
    }
}
