package io.peco4j.runtime.plugin;

import com.google.inject.OutOfScopeException;
import com.google.inject.Provider;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The time in which one component of a plugin is made, with what it is made from.
 *
 * <p>Creations nest: a constructor that asks its context for another component of the same plugin opens a frame of its
 * own, which sees nothing of the outer one. Each thread has its own frames.
 */
final class CreationScope {
    private final ThreadLocal<Deque<ComponentInputs>> frames = ThreadLocal.withInitial(ArrayDeque::new);

    /** Makes something from what is given. */
    <R> R making(ComponentInputs inputs, Supplier<R> creation) {
        Deque<ComponentInputs> stack = frames.get();
        stack.push(inputs);
        try {
            return creation.get();
        } finally {
            stack.pop();
            if (stack.isEmpty()) {
                frames.remove();
            }
        }
    }

    /**
     * Hands out what is given for a type in the creation that runs on this thread; null if nothing is, as to a wish.
     */
    <T> Provider<@Nullable T> provider(Class<T> type) {
        return () -> {
            ComponentInputs inputs = frames.get().peek();
            if (inputs == null) {
                throw new OutOfScopeException(type.getSimpleName()
                        + " exists only while a component is created: inject it into a constructor,"
                        + " and not into a singleton");
            }
            return inputs.find(type);
        };
    }
}
