package io.peco4j.dsl.options;

import com.typesafe.config.ConfigValue;
import io.peco4j.api.problem.DidYouMean;
import io.peco4j.api.problem.Problem;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.util.Collection;

/** What can be wrong with an option; one method for each code. */
final class OptionProblems {
    static final String MISSING = "PECO-105";

    private OptionProblems() {}

    /** @param near further words that may be meant, in addition to the known keys of this level */
    static Problem unknown(
            String path, String key, ConfigValue value, Collection<String> known, Collection<String> near) {
        return new Problem(
                "PECO-103",
                "unknown option " + inside(path, key),
                Origins.place(value),
                DidYouMean.hint(key, known, near));
    }

    static Problem wrongType(String path, ConfigValue value, String expected) {
        return new Problem(
                "PECO-104",
                path + " has the wrong type",
                Origins.place(value),
                "expected " + expected + ", found " + found(value));
    }

    static Problem missing(String path, String place, String expected) {
        return new Problem(MISSING, path + " is missing", place, "expected " + expected);
    }

    static Problem unknownConstant(String path, ConfigValue value, Collection<String> known) {
        String text = Origins.text(value);
        return new Problem(
                "PECO-106", path + " = " + text + " is not known", Origins.place(value), DidYouMean.hint(text, known));
    }

    static Problem outOfRange(String path, ConfigValue value, String expected) {
        return new Problem(
                "PECO-107", path + " = " + Origins.text(value) + " is out of range", Origins.place(value), expected);
    }

    static Problem noComponent(String path, ConfigValue value, String why) {
        return new Problem("PECO-108", path + " names no component", Origins.place(value), why);
    }

    static Problem contradiction(String path, String place, String message) {
        String subject = path.isEmpty() ? "the options" : "the options of " + path;
        return new Problem("PECO-109", subject + " contradict each other", place, message);
    }

    /** @param written the second one's value */
    static Problem alternatives(String path, String first, String second, ConfigValue written) {
        return new Problem(
                "PECO-530",
                "both " + inside(path, first) + " and " + inside(path, second) + " are set, which are alternatives",
                Origins.place(written),
                "remove one of them, or set it to null");
    }

    /** @param needed value of the choice with which the option has a meaning */
    static Problem withoutEffect(
            String path, String key, ConfigValue written, String choice, ConfigValue chosen, String needed) {
        return new Problem(
                "PECO-531",
                inside(path, key) + " has no effect with " + inside(path, choice) + " = " + Origins.text(chosen),
                Origins.place(written),
                "remove it, or set " + choice + " = " + needed);
    }

    static Problem needed(String path, String choice, ConfigValue chosen, OptionField missing) {
        return new Problem(
                "PECO-532",
                inside(path, choice) + " = " + Origins.text(chosen) + " needs " + inside(path, missing.key()),
                Origins.place(chosen),
                "expected " + missing.expected());
    }

    static <T> Validation<Seq<Problem>, T> invalid(Problem problem) {
        return Validation.invalid(List.of(problem));
    }

    /** The path of an option in what holds it. */
    static String inside(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String found(ConfigValue value) {
        return switch (value.valueType()) {
            case STRING -> "the text \"" + Origins.text(value) + "\"";
            case NUMBER -> "the number " + Origins.text(value);
            case BOOLEAN -> Origins.text(value);
            case NULL -> "null";
            case LIST -> "a list";
            case OBJECT -> "an object";
        };
    }
}
