package io.peco4j.runtime.cli;

/**
 * A command that throws {@link io.peco4j.api.problem.InvalidInputException} only before it has begun to do anything: the
 * error report then says that nothing was started and nothing was written.
 */
interface ChecksFirst {
    /** What does not happen, such as {@code The study cannot start}. */
    String refusal();
}
