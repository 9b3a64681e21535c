package io.peco4j.dsl.builder;

import io.peco4j.api.component.Component;

/**
 * Something that a study accepts instead of a component: a builder, bundled or of a third party.
 *
 * @param <T> the extension point
 */
@FunctionalInterface
public interface Describes<T> {
    /** What it describes. */
    Component<T> component();
}
