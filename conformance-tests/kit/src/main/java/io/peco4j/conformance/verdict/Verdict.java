package io.peco4j.conformance.verdict;

import java.util.Optional;

/**
 * What one rule found out about one component.
 *
 * @param rule such as {@code TOK-03}
 * @param passed whether the component keeps it
 * @param message what was expected and found; empty if it passed
 */
public record Verdict(String rule, boolean passed, String message) {

    static Verdict of(String rule, Optional<Throwable> thrown) {
        return new Verdict(rule, thrown.isEmpty(), thrown.map(Verdict::text).orElse(""));
    }

    private static String text(Throwable thrown) {
        String message = thrown.getMessage() == null ? "" : thrown.getMessage();
        return thrown instanceof AssertionError
                ? message.strip()
                : (thrown.getClass().getSimpleName() + ": " + message).strip();
    }
}
