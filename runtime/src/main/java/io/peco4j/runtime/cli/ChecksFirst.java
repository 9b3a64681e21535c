package io.peco4j.runtime.cli;

import java.util.Optional;

/**
 * A command that checks its input before it begins to do anything: an {@link
 * io.peco4j.api.problem.InvalidInputException} until then means that nothing was started and nothing was written, and
 * the error report says so.
 */
interface ChecksFirst {
    /** What does not happen, such as {@code The study cannot start}; empty once something was begun. */
    Optional<String> refusal();
}
