package io.peco4j.dsl;

/**
 * Finds the ends of what a text in HOCON consists of, where a parsed configuration has forgotten it.
 *
 * @param text maybe no HOCON: what does not end, ends with the text or its line
 */
record HoconParts(String text) {
    private static final String QUOTES = "\"\"\"";

    /** Whether quoted text begins there. */
    boolean isQuoted(int at) {
        return text.charAt(at) == '"';
    }

    /** Whether a comment begins there. */
    boolean isComment(int at) {
        return text.charAt(at) == '#' || text.startsWith("//", at);
    }

    /** Whether a substitution begins there. */
    boolean isSubstitution(int at) {
        return text.startsWith("${", at);
    }

    /** Whether there is nothing to read: white space, or the mark at the beginning of a file. */
    boolean isBlank(int at) {
        return Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\ufeff';
    }

    /** The end of the comment, the quoted text, the substitution or the character that begins there. */
    int end(int at) {
        if (isComment(at)) {
            return behind("\n", at, 0);
        }
        if (text.startsWith(QUOTES, at)) {
            return behind(QUOTES, at + QUOTES.length(), QUOTES.length());
        }
        if (isQuoted(at)) {
            return endOfQuoted(at);
        }
        return isSubstitution(at) ? behind("}", at, 1) : at + 1;
    }

    private int behind(String sign, int from, int length) {
        int found = text.indexOf(sign, from);
        return found < 0 ? text.length() : found + length;
    }

    /** Quoted text ends at its line at the latest; the parser reports one that does not. */
    private int endOfQuoted(int at) {
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
}
