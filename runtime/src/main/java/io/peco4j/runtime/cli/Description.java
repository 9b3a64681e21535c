package io.peco4j.runtime.cli;

import io.peco4j.api.options.Describe;
import io.peco4j.dsl.options.OptionSchema;
import io.peco4j.dsl.options.OptionSpec;
import io.peco4j.runtime.plugin.Entry;
import io.peco4j.runtime.text.TextTable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A component in words: what it is, what it is made from, and its options as a table. */
final class Description {
    private static final int KEY = 40;
    private static final int TYPE = 18;
    private static final int DEFAULT = 22;
    private static final int RANGE = 16;
    private static final int MEANING = 44;

    private Description() {}

    static String of(Entry entry) {
        return head(entry) + "\n" + options(OptionSchema.of(entry.registration().options()));
    }

    private static String head(Entry entry) {
        Describe sentence = entry.registration().implementation().getAnnotation(Describe.class);
        String parts = Stream.concat(
                        entry.required().stream().map(Class::getSimpleName),
                        entry.optional().stream().map(wish -> wish.getSimpleName() + " (if there is one)"))
                .sorted()
                .collect(Collectors.joining(", "));
        TextTable facts = TextTable.ofWidths(KEY, KEY + DEFAULT + RANGE + MEANING)
                .row("kind", entry.kind().word())
                .row("plugin", entry.plugin() + ", " + entry.plugin().location())
                .row("class", entry.registration().implementation().getName());
        return entry.id() + (sentence == null ? "" : ": " + sentence.value()) + "\n\n"
                + (parts.isEmpty() ? facts : facts.row("made from", parts)).render();
    }

    private static String options(OptionSchema schema) {
        if (schema.options().isEmpty()) {
            return "It has no options.\n";
        }
        TextTable table = TextTable.ofWidths(KEY, TYPE, DEFAULT, RANGE, MEANING)
                .row("option", "type", "default", "range", "description");
        for (OptionSpec option : schema.options()) {
            table = table.row(option.key(), option.type(), defaultOf(option), option.range(), option.description());
        }
        return table.render();
    }

    private static String defaultOf(OptionSpec option) {
        if (option.required()) {
            return "(required)";
        }
        if (option.fromEncoder() && option.defaultText().isEmpty()) {
            return "(the encoder's)";
        }
        return option.defaultText().equals("null") ? "(none)" : option.defaultText();
    }
}
