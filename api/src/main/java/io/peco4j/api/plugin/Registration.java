package io.peco4j.api.plugin;

import io.peco4j.api.component.ComponentId;

/**
 * A plugin module's declaration of one component.
 *
 * @param kind the extension point
 * @param id the name that studies use
 * @param options the record of its options
 * @param implementation the class whose injectable constructor creates it, and by its parameters declares what it needs
 */
public record Registration(
        ComponentKind kind, ComponentId id, Class<? extends Record> options, Class<?> implementation) {}
