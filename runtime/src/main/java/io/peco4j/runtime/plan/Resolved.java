package io.peco4j.runtime.plan;

import io.peco4j.api.component.Component;
import io.peco4j.runtime.plugin.Entry;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A component that a study names, found in a plugin, with its options checked.
 *
 * @param component as the study names it
 * @param entry who provides it
 * @param options its options record, complete
 * @param nested what its options name in turn
 */
public record Resolved(Component<?> component, Entry entry, Record options, Map<Component<?>, Resolved> nested) {
    public Resolved {
        nested = Collections.unmodifiableMap(new LinkedHashMap<>(nested));
    }

    /**
     * What one of the components that its options name was resolved to.
     *
     * @throws IllegalArgumentException if its options do not name it
     */
    public Resolved part(Component<?> named) {
        Resolved part = nested.get(named);
        if (part == null) {
            throw new IllegalArgumentException(component.id() + " creates " + named
                    + ", which is not among its options: only what a study names can be created");
        }
        return part;
    }

    /** This one and all that it nests, at any depth, outermost first. */
    public Stream<Resolved> tree() {
        return Stream.concat(Stream.of(this), nested.values().stream().flatMap(Resolved::tree));
    }
}
