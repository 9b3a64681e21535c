package io.peco4j.nn.weights.pickle;

/** Values that the old, textual instructions spell out in lines. */
final class Literals {
    private Literals() {}

    static Value number(String line) throws PickleException {
        if (line.equals("00") || line.equals("01")) {
            return new Value.Flag(line.equals("01"));
        }
        String digits = line.endsWith("L") ? line.substring(0, line.length() - 1) : line;
        if (digits.matches("[+-]?[0-9]{19,}")) {
            return Value.Huge.NUMBER;
        }
        try {
            return digits.matches("[+-]?[0-9]+")
                    ? new Value.Whole(Long.parseLong(digits))
                    : new Value.Real(
                            Double.parseDouble(digits.replace("inf", "Infinity").replace("nan", "NaN")));
        } catch (NumberFormatException e) {
            throw new PickleException("it has something else where a number should be");
        }
    }

    static long index(String line) throws PickleException {
        if (number(line) instanceof Value.Whole whole) {
            return whole.value();
        }
        throw new PickleException("it has something else where an index should be");
    }

    /** A string in quotes; escapes other than of quotes and backslashes occur in no name and stay as they are. */
    static Value quoted(String line) throws PickleException {
        char quote = line.isEmpty() ? ' ' : line.charAt(0);
        if (line.length() < 2 || (quote != '\'' && quote != '"') || line.charAt(line.length() - 1) != quote) {
            throw new PickleException("a string of it has no quotes");
        }
        String inner = line.substring(1, line.length() - 1);
        return new Value.Text(inner.replace("\\" + quote, String.valueOf(quote)).replace("\\\\", "\\"));
    }

    /** Text in which line feeds and backslashes are written as four hexadecimal digits. */
    static Value unicode(String line) {
        return new Value.Text(line.replace("\\u000a", "\n").replace("\\u005c", "\\"));
    }

    /** References in text are strings; PyTorch's are tuples and need a newer protocol. */
    static Value persistent(String line) throws PickleException {
        throw new PickleException("it refers to storages in text, as PyTorch never does: "
                + line.substring(0, Math.min(line.length(), 40)));
    }
}
