package io.peco4j.api.problem;

import java.util.Optional;

/**
 * One thing that is wrong with an input, described so that its author can correct it.
 *
 * @param code stable name such as {@code PECO-103}; the reference lists them all
 * @param what what was found, in one line
 * @param where the place: file and line, option path, command line; empty where there is none
 * @param remedy what was expected, or what to do; may have several lines; empty if {@code what} is sufficient
 */
public record Problem(String code, String what, String where, String remedy) {

    /** The same problem at a known place. */
    public Problem at(String place) {
        return new Problem(code, what, place, remedy);
    }

    /** The place, if there is one. */
    public Optional<String> place() {
        return where.isEmpty() ? Optional.empty() : Optional.of(where);
    }
}
