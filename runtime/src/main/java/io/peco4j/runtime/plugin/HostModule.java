package io.peco4j.runtime.plugin;

import com.google.inject.AbstractModule;
import java.util.Set;

/** The host's half of a plugin's injector: strict rules, and what a creation is given. */
final class HostModule extends AbstractModule {
    private final Set<Class<?>> given;
    private final CreationScope scope;

    /** @param given the types that creations are given: all options, and {@link HostBindings#ALL} */
    HostModule(Set<Class<?>> given, CreationScope scope) {
        this.given = Set.copyOf(given);
        this.scope = scope;
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        binder().requireAtInjectOnConstructors();
        binder().disableCircularProxies();
        given.forEach(this::bindGiven);
    }

    private <T> void bindGiven(Class<T> type) {
        bind(type).toProvider(scope.provider(type));
    }
}
