package io.peco4j.dsl.builder;

import io.peco4j.api.component.Component;

/**
 * A builder whose options can be set by key. Immutable: every method gives another builder.
 *
 * <p>A third party's builder is a record of a few lines that looks like the bundled ones:
 *
 * <pre>{@code
 * public record Fsq(Component<Tokenizer> component) implements Trainable<Tokenizer, Fsq> {
 *     public static Fsq fsq() {
 *         return new Fsq(Written.component(Tokenizer.class, "acme.fsq"));
 *     }
 *
 *     public Fsq levels(Integer... levels) {
 *         return set("levels", List.of(levels));
 *     }
 *
 *     public Fsq with(Component<Tokenizer> changed) {
 *         return new Fsq(changed);
 *     }
 * }
 * }</pre>
 *
 * <p>It is in the plugin's jar, and a study imports it: {@code import static com.acme.fsq.Fsq.fsq}. Its methods take
 * and return types of {@code io.peco4j.api}, {@code io.peco4j.dsl} and Java alone: a library in the plugin's jar is not
 * the one that the study sees.
 *
 * @param <T> the extension point
 * @param <S> the builder itself
 */
public interface Configurable<T, S extends Configurable<T, S>> extends Describes<T> {
    /** The same kind of builder for a changed component. */
    S with(Component<T> changed);

    /**
     * Sets an option. It is checked when the study is planned; problems then name the line of this call.
     *
     * @param key as in a study file, dotted for nested options: {@code codebook.size}
     * @param value a number, a flag, text, a path, a constant of an enum, another builder or component, or a list of
     *     these
     * @throws io.peco4j.api.problem.InvalidInputException if the value is of another type, or not a finite number
     */
    default S set(String key, Object value) {
        return with(Written.set(component(), key, value));
    }
}
