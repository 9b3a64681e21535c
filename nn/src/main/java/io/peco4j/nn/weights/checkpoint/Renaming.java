package io.peco4j.nn.weights.checkpoint;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A change of names and its inverse, as regular expressions over whole names.
 *
 * @param theirs what names of the format look like
 * @param toOurs what they become
 * @param ours what those names look like
 * @param toTheirs what they become again
 */
record Renaming(Pattern theirs, String toOurs, Pattern ours, String toTheirs) {

    static Renaming of(String theirs, String toOurs, String ours, String toTheirs) {
        return new Renaming(Pattern.compile(theirs), toOurs, Pattern.compile(ours), toTheirs);
    }

    /** Our name of a tensor: that of the first rule that fits, or its own. */
    static String toOurs(String name, List<Renaming> rules) {
        return rules.stream()
                .filter(rule -> rule.theirs.matcher(name).matches())
                .findFirst()
                .map(rule -> rule.theirs.matcher(name).replaceFirst(rule.toOurs))
                .orElse(name);
    }

    /** Their name of a tensor of ours. */
    static String toTheirs(String name, List<Renaming> rules) {
        return rules.stream()
                .filter(rule -> rule.ours.matcher(name).matches())
                .findFirst()
                .map(rule -> rule.ours.matcher(name).replaceFirst(rule.toTheirs))
                .orElse(name);
    }
}
