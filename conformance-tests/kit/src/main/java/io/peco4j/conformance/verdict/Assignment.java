package io.peco4j.conformance.verdict;

import io.peco4j.api.component.Component;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.conformance.Ability;
import io.peco4j.runtime.plugin.Registry;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the kit's own classes are to try: test engines make their instances, so that nothing can be handed to a
 * constructor.
 *
 * @param registry where components come from
 * @param component under test
 * @param lacks what it is not able to do
 */
record Assignment(Registry registry, Component<?> component, Set<Ability> lacks) {
    /** The one of this thread, which runs the tests. */
    private static final ThreadLocal<Assignment> CURRENT = new ThreadLocal<>();

    /** What to try now. */
    static Assignment current() {
        Assignment current = CURRENT.get();
        if (current == null) {
            throw new IllegalStateException("this class is run by KitRun; extend its base for a component of your own");
        }
        return current;
    }

    /** Runs tests that try this. */
    <R> R during(Supplier<R> tests) {
        CURRENT.set(this);
        try {
            return tests.get();
        } finally {
            CURRENT.remove();
        }
    }

    /** The component, of the kind that the caller knows it to be. */
    @SuppressWarnings("unchecked") // KitRun picks the class by the component's kind
    <T> Component<T> of(Class<T> type) {
        if (component.type() != type) {
            throw new IllegalStateException(
                    component.id() + " is a " + ComponentKind.of(component).word());
        }
        return (Component<T>) component;
    }
}
