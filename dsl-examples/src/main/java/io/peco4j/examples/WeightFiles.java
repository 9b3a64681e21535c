package io.peco4j.examples;

import java.util.Optional;

/** Where the studies look for the weight files of other projects. */
final class WeightFiles {
    private static final String VARIABLE = "PECO4J_WEIGHTS";

    private WeightFiles() {}

    /**
     * A file by its name, in the folder that the environment variable {@code PECO4J_WEIGHTS} names.
     *
     * @param otherwise the folder where the variable is not set
     */
    static String file(String otherwise, String name) {
        return Optional.ofNullable(System.getenv(VARIABLE)).orElse(otherwise) + "/" + name;
    }
}
