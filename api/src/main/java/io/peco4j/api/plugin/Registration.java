package io.peco4j.api.plugin;

/**
 * What a plugin module says about one component.
 *
 * @param kind the extension point
 * @param id the name that studies use
 * @param options the record of its options
 * @param implementation the class whose injectable constructor makes it; what the constructor asks for is what it needs
 */
public record Registration(
        ComponentKind kind, ComponentId id, Class<? extends Record> options, Class<?> implementation) {}
