package io.peco4j.runtime.cli;

import com.google.gson.Gson;
import io.peco4j.runtime.verify.KitReport.Kind;
import io.peco4j.runtime.verify.KitReport.Line;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Prints verdicts, those of a component together and sorted by rule, as soon as it has all of them: test engines run
 * rules in an order of their own.
 */
abstract sealed class VerdictOutput {
    final PrintWriter out;
    private final List<Line> pending = new ArrayList<>();

    private VerdictOutput(PrintWriter out) {
        this.out = out;
    }

    /** For people. */
    static VerdictOutput text(PrintWriter out) {
        return new Text(out);
    }

    /** For programs: one JSON object for each verdict. */
    static VerdictOutput json(PrintWriter out) {
        return new Json(out);
    }

    /** Takes the next verdict. */
    final void add(Line line) {
        if (!pending.isEmpty() && !pending.get(0).subject().equals(line.subject())) {
            flush();
        }
        if (pending.isEmpty()) {
            begin(line.subject());
            out.flush();
        }
        pending.add(line);
    }

    /** Prints what is left, and what became of all. */
    final void end(List<Line> all) {
        flush();
        summary(all);
    }

    private void flush() {
        if (!pending.isEmpty()) {
            pending.sort(Comparator.comparing(Line::rule));
            print(Collections.unmodifiableList(pending));
            pending.clear();
            out.flush();
        }
    }

    abstract void begin(String subject);

    abstract void print(List<Line> verdicts);

    abstract void summary(List<Line> all);

    /** One line for each rule, and where it is not kept, why; then how many of what. */
    private static final class Text extends VerdictOutput {
        private static final int LONGEST = 20;

        Text(PrintWriter out) {
            super(out);
        }

        @Override
        void begin(String subject) {
            out.println(subject);
        }

        @Override
        void print(List<Line> verdicts) {
            verdicts.forEach(this::print);
            out.println("  " + counts(verdicts));
            out.println();
        }

        private void print(Line line) {
            boolean aside = line.kind() == Kind.DOES_NOT_APPLY || line.kind() == Kind.NOT_TESTED;
            String why = aside ? ": " + line.message() : "";
            out.println(String.format(
                    Locale.ROOT, "  %-14s  %s  %s%s", word(line.kind(), 1), line.rule(), line.title(), why));
            if (line.kind() == Kind.BROKEN) {
                indent(line.message());
                indent("If it fails: " + line.hint());
            }
        }

        private void indent(String text) {
            text.lines().limit(LONGEST).forEach(part -> out.println("                    " + part));
        }

        @Override
        void summary(List<Line> all) {
            boolean broken = all.stream().anyMatch(line -> line.kind() == Kind.BROKEN);
            out.println("All together: " + counts(all) + (broken ? "; see docs/conformance.md." : "."));
        }

        private static String counts(List<Line> verdicts) {
            Map<Kind, Integer> counts = new LinkedHashMap<>();
            List.of(Kind.KEPT, Kind.BROKEN, Kind.DOES_NOT_APPLY, Kind.NOT_TESTED)
                    .forEach(kind -> counts.put(kind, (int) verdicts.stream()
                            .filter(line -> line.kind() == kind)
                            .count()));
            return counts.entrySet().stream()
                    .filter(count -> count.getKey() == Kind.KEPT || count.getValue() > 0)
                    .map(count -> count.getValue() + " " + word(count.getKey(), count.getValue()))
                    .collect(Collectors.joining(", "));
        }

        private static String word(Kind kind, int count) {
            return switch (kind) {
                case KEPT -> "kept";
                case BROKEN -> "BROKEN";
                case DOES_NOT_APPLY -> count == 1 ? "does not apply" : "do not apply";
                case NOT_TESTED -> "not tested";
                case STARTED, DONE -> "";
            };
        }
    }

    private static final class Json extends VerdictOutput {
        Json(PrintWriter out) {
            super(out);
        }

        @Override
        void begin(String subject) {}

        @Override
        void print(List<Line> verdicts) {
            verdicts.forEach(line -> out.println(new Gson().toJson(line)));
        }

        @Override
        void summary(List<Line> all) {}
    }
}
