package io.peco4j.api.component;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/**
 * A component as a study names it: extension point, id, and the options that were written, not yet checked against the
 * component's own.
 *
 * <p>An option of this type nests one component in another: {@code Component<PerceptualBackbone> backbone}. In a file
 * it is an object with the key {@code component} beside the options, or just the id.
 *
 * @param <T> the extension point
 * @param type the interface that it implements, such as {@code Tokenizer.class}
 * @param id which one
 * @param options as written; two configurations that hold the same values are equal, wherever they were written
 */
public record Component<T>(Class<T> type, ComponentId id, Config options) {

    /** A component with all options at their defaults. */
    public static <T> Component<T> of(Class<T> type, String id) {
        return of(type, id, ConfigFactory.empty());
    }

    /** A component with the options given. */
    public static <T> Component<T> of(Class<T> type, String id, Config options) {
        return new Component<>(type, new ComponentId(id), options);
    }

    @Override
    public String toString() {
        return id.name();
    }
}
