package io.peco4j.dsl.options;

import java.util.List;

/**
 * What a study may write for one component, read off its options record.
 *
 * @param type the record
 * @param options its options in the order of the record, nested ones in place of what holds them
 */
public record OptionSchema(Class<? extends Record> type, List<OptionSpec> options) {
    public OptionSchema {
        options = List.copyOf(options);
    }

    /**
     * The schema of an options record.
     *
     * @throws IllegalArgumentException if an option has no description, has a type that options cannot have, or a
     *     default that is not of its type or range
     */
    public static OptionSchema of(Class<? extends Record> type) {
        return new OptionSchema(type, RecordType.of(type).specs());
    }
}
