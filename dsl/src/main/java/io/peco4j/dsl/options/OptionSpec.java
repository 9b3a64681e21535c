package io.peco4j.dsl.options;

/**
 * One option as documentation shows it.
 *
 * @param key dotted path from the component's own options, such as {@code codebook.size}; {@code []} stands for the
 *     elements of a list
 * @param type a word for the values: {@code whole number}, {@code text}, {@code cosine | constant}, {@code backbone}
 * @param defaultText the value where nothing is written, as HOCON; {@code null} for an option that may be absent; empty
 *     where there is none
 * @param range the legal numbers, such as {@code from 2 to 65536}; empty where there is no bound
 * @param description what it means
 * @param fromEncoder whether it takes the encoder's value where nothing is written
 */
public record OptionSpec(
        String key, String type, String defaultText, String range, String description, boolean fromEncoder) {

    /** Whether a study must write it. */
    public boolean required() {
        return defaultText.isEmpty() && !fromEncoder && !key.contains("[]");
    }
}
