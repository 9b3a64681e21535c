package io.peco4j.runtime.report;

/** A part of the page. Writes nothing at all if it has nothing to say. */
@FunctionalInterface
interface Section {
    void write(Html html);
}
