package io.peco4j.conformance.verdict;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of {@code docs/conformance.md}, as that page words them. */
public final class RuleBook {
    private static final String PAGE = "conformance.md";
    private static final Pattern HEADING = Pattern.compile("(?m)^### ([A-Z]{3}-\\d{2}) (MUST|MAY|UNTESTED): (.+)$");
    private static final String HINT = "If it fails: ";

    private final Map<String, Text> rules;

    private RuleBook(Map<String, Text> rules) {
        this.rules = rules;
    }

    /** How binding a rule is. */
    public enum Level {
        MUST,
        MAY,
        UNTESTED
    }

    /**
     * A rule in words.
     *
     * @param number such as {@code TOK-03}
     * @param title what holds
     * @param reason why
     * @param hint where to look if it fails; empty for rules that are not tested
     */
    public record Text(String number, Level level, String title, String reason, String hint) {}

    /** The book that this version of the kit tests. */
    public static RuleBook bundled() {
        try (InputStream in = RuleBook.class.getResourceAsStream(PAGE)) {
            return parse(new String(Objects.requireNonNull(in, PAGE).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RuleBook parse(String page) {
        Map<String, Text> rules = new LinkedHashMap<>();
        Matcher heading = HEADING.matcher(page);
        while (heading.find()) {
            String rest = page.substring(heading.end());
            String body = rest.split("(?m)^##", 2)[0].strip();
            String[] parts = body.split("\n\n" + HINT, 2);
            Text text = new Text(
                    heading.group(1),
                    Level.valueOf(heading.group(2)),
                    heading.group(3).strip(),
                    parts[0].strip(),
                    parts.length > 1 ? parts[1].strip() : "");
            if (rules.put(text.number(), text) != null) {
                throw new IllegalArgumentException("two rules have the number " + text.number());
            }
        }
        return new RuleBook(rules);
    }

    /** All rules, in the order of the page. */
    public Collection<Text> rules() {
        return rules.values();
    }

    /** The rule of that number; empty if there is none. */
    public Optional<Text> find(String number) {
        return Optional.ofNullable(rules.get(number));
    }
}
