package io.peco4j.runtime.plugin;

import java.util.List;
import java.util.Optional;

/**
 * The packages, with all below them, that plugins take from the host and never bring themselves.
 *
 * <p>Everything else is a plugin's own business: {@code com.google.common}, for one, is in no signature that host and
 * plugin share, so each may have the version that it likes.
 */
final class SharedPackages {
    private static final List<Shared> ALL = List.of(
            new Shared("io.peco4j.api", "the contract: host and plugin must mean the same types"),
            new Shared("io.peco4j.dsl", "a plugin's builders are words of the study language"),
            new Shared("io.peco4j.nn", "compiled kernels are held once, and layers pass between plugins"),
            new Shared("ai.djl", "one class loader only can load the natives, and tensors cross the boundary"),
            new Shared("com.google.inject", "the entry of a plugin is a Guice module"),
            new Shared("jakarta.inject", "the annotations that the host's Guice reads"),
            new Shared("org.aopalliance", "in the signatures of Guice's binder"),
            new Shared("com.typesafe.config", "nested components carry their options as Config"),
            new Shared("io.vavr", "the functional types that the contract may speak in"),
            new Shared("org.slf4j", "what plugins log belongs into the host's log"),
            new Shared("org.jspecify", "the null annotations of the contract"));

    private SharedPackages() {}

    /** Whether the class of that name comes from the host. */
    static boolean contains(String className) {
        return of(className).isPresent();
    }

    /** The shared package that a class of that name lies in. */
    static Optional<Shared> of(String className) {
        return ALL.stream().filter(shared -> shared.holds(className)).findFirst();
    }

    /**
     * A package that is the host's.
     *
     * @param name such as {@code ai.djl}
     * @param reason why plugins cannot have one of their own
     */
    record Shared(String name, String reason) {
        private boolean holds(String className) {
            return className.length() > name.length()
                    && className.charAt(name.length()) == '.'
                    && className.startsWith(name);
        }
    }
}
