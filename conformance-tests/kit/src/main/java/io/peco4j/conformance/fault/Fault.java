package io.peco4j.conformance.fault;

/** What a component may do instead of its work. */
public enum Fault {
    /** Throws in a loss. */
    EXCEPTION,
    /** Throws an error, as a broken native library does. */
    ERROR,
    /** A loss that is not a number. */
    NAN,
    /** A loss for each row instead of their mean. */
    WRONG_SHAPE,
    /** Throws while an example is prepared, on a loader's thread. */
    PREPARATION,
    /** Throws in the hook after a step. */
    HOOK,
    /** Takes its time. */
    SLOW
}
