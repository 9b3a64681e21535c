package io.peco4j.runtime.plugin;

import com.google.inject.ConfigurationException;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.spi.Dependency;
import com.google.inject.spi.HasDependencies;
import com.google.inject.spi.InjectionPoint;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/** Finds out what of the host a component is made from. */
final class Requirements {
    private final Injector injector;
    private final Set<Class<?>> given;

    /** @param given the types that creations are given: all options, and {@link HostBindings#ALL} */
    Requirements(Injector injector, Set<Class<?>> given) {
        this.injector = injector;
        this.given = Set.copyOf(given);
    }

    /**
     * The given types that the constructor's arguments lead to, directly or through what the module binds.
     *
     * @throws ConfigurationException if it asks for something that is not bound
     */
    Set<Class<?>> of(InjectionPoint constructor) {
        return of(constructor, dependency -> !optional(dependency));
    }

    /** Those that it leads to only through arguments marked {@code @Nullable}: it takes them where there are any. */
    Set<Class<?>> optionalOf(InjectionPoint constructor) {
        Set<Class<?>> optional = of(constructor, dependency -> true);
        optional.removeAll(of(constructor));
        return optional;
    }

    /** What a provider provides counts as nullable for the injector: only an argument can say so. */
    private static boolean optional(Dependency<?> dependency) {
        return dependency.getInjectionPoint() != null && dependency.isNullable();
    }

    private Set<Class<?>> of(InjectionPoint constructor, Predicate<Dependency<?>> followed) {
        Set<Class<?>> needs = new LinkedHashSet<>();
        Set<Key<?>> seen = new HashSet<>();
        Deque<Key<?>> open = new ArrayDeque<>();
        constructor.getDependencies().stream()
                .filter(followed)
                .map(Dependency::getKey)
                .forEach(open::add);
        while (!open.isEmpty()) {
            Key<?> key = open.pop();
            Class<?> type = key.getTypeLiteral().getRawType();
            if (!seen.add(key)) {
                continue;
            }
            if (key.getAnnotationType() == null && given.contains(type)) {
                needs.add(type);
            } else if (injector.getBinding(key) instanceof HasDependencies binding) {
                binding.getDependencies().stream()
                        .filter(followed)
                        .map(Dependency::getKey)
                        .forEach(open::add);
            }
        }
        return needs;
    }
}
