package io.peco4j.nn.weights.checkpoint;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says when somebody gives one file of a network in several. */
final class Shard {
    private static final Pattern NAME = Pattern.compile(".*-0*(\\d{1,9})-of-0*(\\d{1,9})\\.\\w+");

    private Shard() {}

    /** A sentence for a file that is, by its name, one of several; empty for others. */
    static Optional<String> of(Path file) {
        Matcher matcher = NAME.matcher(String.valueOf(file.getFileName()));
        return matcher.matches() && !matcher.group(2).equals("1")
                ? Optional.of("this is shard " + matcher.group(1) + " of " + matcher.group(2)
                        + " alone: give the folder or its .index.json for all")
                : Optional.empty();
    }
}
