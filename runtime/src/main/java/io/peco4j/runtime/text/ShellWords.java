package io.peco4j.runtime.text;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Arguments as they are typed into a POSIX shell. */
public final class ShellWords {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./=:,@%+-]+");

    private ShellWords() {}

    /** One line; arguments that a shell would change are in single quotes. */
    public static String of(List<String> arguments) {
        return arguments.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String argument) {
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
