package io.peco4j.dsl.builder;

import io.peco4j.api.component.Component;

/**
 * A component that has no builder of its own: all options go through {@link #set}.
 *
 * @param <T> the extension point
 */
public record Other<T>(Component<T> component) implements Configurable<T, Other<T>> {
    @Override
    public Other<T> with(Component<T> changed) {
        return new Other<>(changed);
    }
}
