package io.peco4j.runtime.problem;

import java.util.ArrayList;
import java.util.List;

/** Text broken between words. */
public final class WrappedText {
    private WrappedText() {}

    /**
     * The lines of a text, none wider than the width unless a single word is: paths and names are never torn apart.
     * Breaks and indents that the text has are kept, and so are runs of blanks inside a line.
     */
    public static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        text.lines().forEach(line -> wrap(line.stripTrailing(), width, lines));
        return lines;
    }

    private static void wrap(String line, int width, List<String> lines) {
        String rest = line;
        while (rest.length() > width) {
            int indent = rest.length() - rest.stripLeading().length();
            int end = rest.lastIndexOf(' ', width);
            if (end <= indent) {
                end = rest.indexOf(' ', Math.max(width, indent));
            }
            if (end < 0) {
                break;
            }
            lines.add(rest.substring(0, end).stripTrailing());
            rest = " ".repeat(indent) + rest.substring(end).strip();
        }
        lines.add(rest);
    }
}
