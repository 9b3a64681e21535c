package io.peco4j.dsl;

import io.peco4j.api.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds unquoted values of a HOCON text that end at a comment without a space between them: {@code path = data//photos}
 * is {@code data}, which is correct HOCON and seldom what its author meant.
 */
final class CutValues {
    private static final String QUOTES = "\"\"\"";
    private static final String BOUNDARIES = "{}[](),:=+";

    private final String text;
    private final String place;
    private final List<Problem> found = new ArrayList<>();
    private int at;
    private int line = 1;
    /** Where the unquoted text begins that ends before {@code at}; -1 if there is none. */
    private int start = -1;

    private CutValues(String text, String place) {
        this.text = text;
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
        char sign = text.charAt(at);
        if (text.startsWith(QUOTES, at)) {
            int end = text.indexOf(QUOTES, at + QUOTES.length());
            moveTo(end < 0 ? text.length() : end + QUOTES.length());
        } else if (sign == '"') {
            moveTo(endOfQuoted());
        } else if (sign == '#' || text.startsWith("//", at)) {
            comment();
        } else if (text.startsWith("${", at)) {
            int begin = start < 0 ? at : start;
            int end = text.indexOf('}', at);
            moveTo(end < 0 ? text.length() : end + 1);
            start = begin;
        } else if (Character.isWhitespace(sign) || sign == '\ufeff' || BOUNDARIES.indexOf(sign) >= 0) {
            moveTo(at + 1);
        } else {
            start = start < 0 ? at : start;
            at++;
        }
    }

    /** Quoted text ends at its line at the latest; the parser reports one that does not. */
    private int endOfQuoted() {
        for (int end = at + 1; end < text.length(); end++) {
            switch (text.charAt(end)) {
                case '\\' -> end++;
                case '"' -> {
                    return end + 1;
                }
                case '\n' -> {
                    return end;
                }
                default -> {}
            }
        }
        return text.length();
    }

    private void comment() {
        int end = text.indexOf('\n', at);
        end = end < 0 ? text.length() : end;
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
