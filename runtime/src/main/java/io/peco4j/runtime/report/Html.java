package io.peco4j.runtime.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Writes HTML and the SVG inside it. Text and attribute values are always escaped; tag and attribute names are the
 * caller's constants. Not safe for several threads.
 */
final class Html {
    private static final Set<String> EMPTY = Set.of("meta", "link", "img", "br", "hr", "col", "input");
    private static final Set<String> INLINE =
            Set.of("span", "strong", "code", "b", "a", "td", "th", "title", "text", "pre", "label");

    private final StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
    private final Deque<String> open = new ArrayDeque<>();
    private int level;

    /**
     * Begins an element.
     *
     * @param attributes names and values in turn
     */
    Html open(String name, String... attributes) {
        String tag =
                name.length() == 2 && name.matches("h[1-6]") ? "h" + Math.min(6, name.charAt(1) - '0' + level) : name;
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
        if (!EMPTY.contains(tag)) {
            open.push(tag);
        }
        return this;
    }

    /** Puts all headings that follow so many levels lower than they say: 0 leaves them as they are. */
    Html lower(int levels) {
        level = levels;
        return this;
    }

    /** Ends the innermost open element. */
    Html close() {
        String tag = open.pop();
        out.append("</").append(tag).append('>');
        if (!INLINE.contains(tag)) {
            out.append('\n');
        }
        return this;
    }

    /** Text inside the innermost open element. */
    Html text(String text) {
        escape(text);
        return this;
    }

    /** An element that holds text only. */
    Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** A style sheet, as it is: it cannot be escaped, so it must come with the program. */
    Html style(String sheet) {
        out.append("<style>\n").append(sheet).append("</style>\n");
        return this;
    }

    /** A script, as it is: it cannot be escaped, so it must come with the program. */
    Html script(String text) {
        out.append("<script>").append(text).append("</script>\n");
        return this;
    }

    /** What was written so far, to come back to if what follows fails. */
    Mark mark() {
        return new Mark(out.length(), List.copyOf(open));
    }

    /** Forgets all that was written since. */
    void backTo(Mark mark) {
        out.setLength(mark.length());
        open.clear();
        open.addAll(mark.open());
    }

    /**
     * A place in the text.
     *
     * @param open elements, the innermost first
     */
    record Mark(int length, List<String> open) {}

    /**
     * The whole text.
     *
     * @throws IllegalStateException if an element is still open
     */
    String done() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return out.toString();
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(Character.isISOControl(c) && !Character.isWhitespace(c) ? '\ufffd' : c);
            }
        }
    }
}
