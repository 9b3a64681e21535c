package io.peco4j.runtime.verify;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * The file in which the kit's process reports what it does, one JSON object per line, as it goes along: what it printed
 * otherwise may be the plugin's.
 *
 * @param file made if absent, appended to
 */
public record KitReport(Path file) {

    /** What a line says. */
    public enum Kind {
        /** A rule is about to be tried. */
        STARTED,
        KEPT,
        BROKEN,
        /** There was nothing to test. */
        DOES_NOT_APPLY,
        /** It could not be tested, since something before it failed. */
        NOT_TESTED,
        /** All rules were tried. */
        DONE;

        /** Whether this is what became of a rule. */
        public boolean isVerdict() {
            return this != STARTED && this != DONE;
        }
    }

    /**
     * A line.
     *
     * @param subject the jar, or kind and id of a component
     * @param rule such as {@code TOK-03}; empty at the end
     * @param title what the rule asks for
     * @param message what was found instead, or why nothing was; empty if the rule is kept
     * @param hint where to look; empty unless the rule is broken
     */
    public record Line(Kind kind, String subject, String rule, String title, String message, String hint) {
        /** The last line. */
        public static Line done() {
            return new Line(Kind.DONE, "", "", "", "", "");
        }

        /** The same rule, broken. */
        public Line broken(String found, String where) {
            return new Line(Kind.BROKEN, subject, rule, title, found, where);
        }

        /** The same rule, kept. */
        public Line kept() {
            return new Line(Kind.KEPT, subject, rule, title, "", "");
        }

        /** The same rule, which is about something else. */
        public Line doesNotApply(String why) {
            return new Line(Kind.DOES_NOT_APPLY, subject, rule, title, why, "");
        }

        /** The same rule, which could not be tested. */
        public Line notTested(String why) {
            return new Line(Kind.NOT_TESTED, subject, rule, title, why, "");
        }
    }

    /** Adds a line. */
    public void add(Line line) {
        try {
            Files.writeString(
                    file, new Gson().toJson(line) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All lines that are complete. */
    public List<Line> lines() {
        try {
            return Files.readString(file, StandardCharsets.UTF_8)
                    .lines()
                    .flatMap(line -> parsed(line).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty for the last line while it is being written. */
    private static Optional<Line> parsed(String line) {
        try {
            return Optional.ofNullable(new Gson().fromJson(line, Line.class));
        } catch (JsonSyntaxException e) {
            return Optional.empty();
        }
    }
}
