package io.peco4j.datasets.segmentation;

import java.util.List;
import java.util.OptionalInt;

/**
 * A line of a list of classes.
 *
 * @param number in the maps; empty where the list has none, and the order counts
 * @param name of the class
 * @param colour {@code 0xRRGGBB}; empty where the list has none
 */
record ClassLine(OptionalInt number, String name, OptionalInt colour) {

    static List<ClassLine> ofNames(List<String> names) {
        return names.stream()
                .map(name -> new ClassLine(OptionalInt.empty(), name, OptionalInt.empty()))
                .toList();
    }

    ClassLine numbered(int value) {
        return new ClassLine(OptionalInt.of(value), name, colour);
    }

    /** The number, where there is one. */
    int value() {
        return number.orElseThrow();
    }
}
