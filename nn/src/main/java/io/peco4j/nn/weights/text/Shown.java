package io.peco4j.nn.weights.text;

/**
 * Makes texts out of files fit for messages, notes and tables: on one line, without control characters, not endless.
 */
public final class Shown {
    private static final int LONGEST = 200;

    private Shown() {}

    /** The text with a question mark for each character that is none to print, cut after 200. */
    public static String of(String text) {
        StringBuilder shown = new StringBuilder();
        int at = 0;
        while (at < text.length() && shown.length() < LONGEST) {
            int point = text.codePointAt(at);
            shown.appendCodePoint(printable(point) ? point : '?');
            at += Character.charCount(point);
        }
        return at < text.length() ? shown + "..." : shown.toString();
    }

    private static boolean printable(int point) {
        return switch (Character.getType(point)) {
            // Format characters turn the direction of writing around, among other things.
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
