package io.peco4j.runtime.cli.doctor;

/** One thing that may work or not. */
interface Check {
    /** What is looked at, in a word or two. */
    String subject();

    /** Looks. What goes wrong is a finding and no exception. */
    Finding look();
}
