package io.peco4j.nn.weights.checkpoint;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether names match a pattern, each as a whole. All of them share one matcher: a file may have tens of thousands of
 * names, and there are dozens of patterns. Used by one thread.
 */
final class NameTest implements Predicate<String> {
    private final Matcher matcher;

    NameTest(Pattern pattern) {
        matcher = pattern.matcher("");
    }

    @Override
    public boolean test(String name) {
        return matcher.reset(name).matches();
    }

    /** What the name becomes; only right after it matched. */
    String replaced(String replacement) {
        return matcher.replaceFirst(replacement);
    }
}
