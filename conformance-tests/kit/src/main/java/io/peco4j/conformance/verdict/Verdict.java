package io.peco4j.conformance.verdict;

import io.peco4j.api.problem.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * What one rule found out about one component.
 *
 * @param rule such as {@code TOK-03}
 * @param message what was expected and found, or why nothing was; empty if the rule is kept
 */
public record Verdict(String rule, Outcome outcome, String message) {
    /** Where an exception cannot have its cause: in what runs, tests and carries components. */
    private static final List<String> NOT_THE_PLUGIN = List.of(
            "java.",
            "jdk.",
            "org.junit.",
            "net.jqwik.",
            "org.assertj.",
            "com.google.",
            "ai.djl.",
            "io.peco4j.api.",
            "io.peco4j.nn.",
            "io.peco4j.runtime.",
            "io.peco4j.conformance.workbench.",
            "io.peco4j.conformance.stub.");

    /** What became of a rule. */
    public enum Outcome {
        KEPT,
        BROKEN,
        /** There was nothing to test: the component does not do what the rule is about. */
        DOES_NOT_APPLY,
        /** The component could not be made, so that nothing can be said. */
        NOT_TESTED
    }

    /** The rule holds. */
    static Verdict kept(String rule) {
        return new Verdict(rule, Outcome.KEPT, "");
    }

    /** The rule is broken. */
    static Verdict broken(String rule, String message) {
        return new Verdict(rule, Outcome.BROKEN, message);
    }

    /** The rule is about something else. */
    static Verdict doesNotApply(String rule, String why) {
        return new Verdict(rule, Outcome.DOES_NOT_APPLY, why);
    }

    /** The rule was not tried. */
    static Verdict notTested(String rule, String why) {
        return new Verdict(rule, Outcome.NOT_TESTED, why);
    }

    static Verdict of(String rule, Optional<Throwable> thrown) {
        return thrown.map(cause -> cause instanceof TestAbortedException
                        ? doesNotApply(rule, String.valueOf(cause.getMessage()))
                        : broken(rule, text(cause)))
                .orElseGet(() -> kept(rule));
    }

    /** Whether the component breaks the rule. */
    public boolean isBroken() {
        return outcome == Outcome.BROKEN;
    }

    private static String text(Throwable thrown) {
        String message = thrown.getMessage() == null ? "" : thrown.getMessage();
        if (thrown instanceof AssertionError || thrown instanceof InvalidInputException) {
            return message.strip();
        }
        return (thrown.getClass().getSimpleName() + ": " + message).strip() + place(thrown);
    }

    /** The first line of the plugin's own, or where it has none in the trace, the one that threw. */
    private static String place(Throwable thrown) {
        List<StackTraceElement> trace = Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .flatMap(cause -> Arrays.stream(cause.getStackTrace()))
                .toList();
        return trace.stream()
                .filter(frame -> NOT_THE_PLUGIN.stream().noneMatch(frame.getClassName()::startsWith))
                .findFirst()
                .or(() -> trace.stream().findFirst())
                .map(frame -> "\nat " + frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName()
                        + ":" + frame.getLineNumber() + ")")
                .orElse("");
    }
}
