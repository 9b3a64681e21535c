package io.peco4j.nn.weights.checkpoint;

import java.util.List;
import java.util.function.UnaryOperator;
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

    /** Gives tensors our names: that of the first rule that fits, or their own. Used by one thread. */
    static UnaryOperator<String> toOurs(List<Renaming> rules) {
        return renaming(rules.stream()
                .map(rule -> new Rule(new NameTest(rule.theirs), rule.toOurs))
                .toList());
    }

    /** Gives tensors of ours their names. Used by one thread. */
    static UnaryOperator<String> toTheirs(List<Renaming> rules) {
        return renaming(rules.stream()
                .map(rule -> new Rule(new NameTest(rule.ours), rule.toTheirs))
                .toList());
    }

    private static UnaryOperator<String> renaming(List<Rule> rules) {
        return name -> {
            for (Rule rule : rules) {
                if (rule.names().test(name)) {
                    return rule.names().replaced(rule.replacement());
                }
            }
            return name;
        };
    }

    private record Rule(NameTest names, String replacement) {}
}
