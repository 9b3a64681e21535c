package io.peco4j.runtime.plugin;

import com.google.inject.Binding;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.spi.Dependency;
import com.google.inject.spi.HasDependencies;
import com.google.inject.spi.InjectionPoint;
import com.google.inject.spi.ProviderBinding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds what could never be made, because each needs another of them first. The injector itself would notice only when
 * a study needs the component.
 */
final class Circles {
    private final Injector injector;
    private final Set<Key<?>> harmless = new HashSet<>();

    Circles(Injector injector) {
        this.injector = injector;
    }

    /**
     * The classes of a circle that the constructor's arguments lead into, the first again at the end; empty if none.
     */
    List<String> of(InjectionPoint constructor) {
        return among(constructor.getDependencies(), new ArrayList<>());
    }

    private List<String> among(Iterable<Dependency<?>> dependencies, List<Key<?>> path) {
        for (Dependency<?> dependency : dependencies) {
            List<String> circle = from(dependency.getKey(), path);
            if (!circle.isEmpty()) {
                return circle;
            }
        }
        return List.of();
    }

    private List<String> from(Key<?> key, List<Key<?>> path) {
        int before = path.indexOf(key);
        if (before >= 0) {
            List<Key<?>> circle = new ArrayList<>(path.subList(before, path.size()));
            circle.add(key);
            return circle.stream().map(each -> each.getTypeLiteral().toString()).toList();
        }
        Binding<?> binding = injector.getBinding(key);
        // A Provider is asked later, when the circle is closed already.
        if (binding instanceof ProviderBinding
                || !(binding instanceof HasDependencies needy)
                || harmless.contains(key)) {
            return List.of();
        }
        path.add(key);
        List<String> circle = among(needy.getDependencies(), path);
        path.remove(path.size() - 1);
        harmless.add(key);
        return circle;
    }
}
