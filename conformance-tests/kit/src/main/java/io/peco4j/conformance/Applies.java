package io.peco4j.conformance;

import java.util.List;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.Store;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * How a rule says that a component is none of its business: by ending with a reason, never by returning. A rule that
 * returns was kept.
 *
 * <p>In an IDE, such a test is shown as skipped, with the reason.
 */
public final class Applies {
    private Applies() {}

    /**
     * Ends the rule unless it applies.
     *
     * @param otherwise why it does not, as the end of a sentence: "it does not train"
     */
    public static void onlyIf(boolean condition, String otherwise) {
        if (!condition) {
            throw not(otherwise);
        }
    }

    /** What ends a rule that does not apply. */
    public static RuntimeException not(String why) {
        return new NotApplicable(why);
    }

    private static final class NotApplicable extends TestAbortedException {
        private static final long serialVersionUID = 1L;

        NotApplicable(String why) {
            super(why);
        }
    }

    /**
     * Aborts a property whose first try does: jqwik would take the try for one that an assumption filters out, draw
     * others, and report that it found none.
     */
    static final class Properties implements AroundPropertyHook, AroundTryHook {
        @Override
        public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
            Store<Reason> store = reason();
            PropertyExecutionResult result = property.execute();
            Throwable thrown = store.get().thrown;
            return thrown == null ? result : result.mapToAborted(thrown);
        }

        @Override
        public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor one, List<Object> parameters) {
            TryExecutionResult result = one.execute(parameters);
            if (result.throwable().filter(NotApplicable.class::isInstance).isEmpty()) {
                return result;
            }
            reason().get().thrown = result.throwable().get();
            return TryExecutionResult.satisfied(true);
        }

        private static Store<Reason> reason() {
            return Store.getOrCreate(Properties.class, Lifespan.PROPERTY, Reason::new);
        }

        @Override
        public PropagationMode propagateTo() {
            return PropagationMode.ALL_DESCENDANTS;
        }
    }

    private static final class Reason {
        private @Nullable Throwable thrown;
    }
}
