package io.peco4j.dsl;

import io.peco4j.api.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds unquoted values of a HOCON text that end at a comment without a space between them: {@code path = data//photos}
 * is {@code data}, which is correct HOCON and seldom what its author meant.
 */
final class CutValues {
    private static final String BOUNDARIES = "{}[](),:=+";

    private final String text;
    private final HoconParts parts;
    private final String place;
    private final List<Problem> found = new ArrayList<>();
    private int at;
    private int line = 1;
    /** Where the unquoted text begins that ends before {@code at}; -1 if there is none. */
    private int start = -1;

    private CutValues(String text, String place) {
        this.text = text;
        this.parts = new HoconParts(text);
        this.place = place;
    }

    /** @param place the file, for messages */
    static List<Problem> in(String text, String place) {
        CutValues values = new CutValues(text, place);
        while (values.at < text.length()) {
            values.next();
        }
        return values.found;
    }

    private void next() {
        if (parts.isComment(at)) {
            comment();
        } else if (parts.isSubstitution(at)) {
            int begin = start < 0 ? at : start;
            moveTo(parts.end(at));
            start = begin;
        } else if (parts.isQuoted(at) || parts.isBlank(at) || BOUNDARIES.indexOf(text.charAt(at)) >= 0) {
            moveTo(parts.end(at));
        } else {
            start = start < 0 ? at : start;
            at++;
        }
    }

    private void comment() {
        int end = parts.end(at);
        if (start >= 0) {
            String value = text.substring(start, at);
            String rest = text.substring(at, end).strip();
            found.add(new Problem(
                    "PECO-136",
                    "the value " + value + " ends at a comment: " + rest,
                    place + ":" + line,
                    "write \"" + value + rest + "\" if this is one value, or put a space before the comment"));
        }
        moveTo(end);
    }

    private void moveTo(int end) {
        line += (int)
                text.substring(at, end).chars().filter(each -> each == '\n').count();
        at = end;
        start = -1;
    }
}
