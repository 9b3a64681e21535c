package io.peco4j.runtime.plugin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a component is made from: at most one instance of each type. Immutable. */
public final class ComponentInputs {
    private final Map<Class<?>, Object> instances;

    private ComponentInputs(Map<Class<?>, Object> instances) {
        this.instances = instances;
    }

    /** The component's options alone. */
    public static ComponentInputs options(Record options) {
        return new ComponentInputs(Map.of(options.getClass(), options));
    }

    /** The same and one more; in place of another of that type, if there was one. */
    public <T> ComponentInputs with(Class<T> type, T instance) {
        Map<Class<?>, Object> more = new LinkedHashMap<>(instances);
        more.put(type, type.cast(instance));
        return new ComponentInputs(more);
    }

    /** The types that are given. */
    public Set<Class<?>> types() {
        return Set.copyOf(instances.keySet());
    }

    /** Null if nothing of the type is given. */
    <T> @Nullable T find(Class<T> type) {
        return type.cast(instances.get(type));
    }

    /** @throws IllegalArgumentException if nothing of the type is given */
    <T> T get(Class<T> type) {
        T instance = find(type);
        if (instance == null) {
            throw new IllegalArgumentException("no " + type.getSimpleName() + " is given, only " + instances.keySet());
        }
        return instance;
    }
}
