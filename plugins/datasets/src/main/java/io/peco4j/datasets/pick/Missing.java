package io.peco4j.datasets.pick;

/** What happens to files that a list names and that are not there. */
public enum Missing {
    /** The study is refused, with a list of them. */
    FAIL,
    /** They are left out, and counted in the notes. */
    SKIP
}
