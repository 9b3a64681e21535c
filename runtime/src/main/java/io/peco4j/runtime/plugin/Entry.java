package io.peco4j.runtime.plugin;

import com.google.inject.spi.InjectionPoint;
import io.peco4j.api.component.ComponentId;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.plugin.Registration;
import io.peco4j.api.problem.InvalidInputException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** A component that can be made. Safe to use from several threads. */
public final class Entry {
    private final Registration registration;
    private final Plugin plugin;
    private final InjectionPoint constructor;
    private final Set<Class<?>> required;
    private final Set<Class<?>> optional;
    private final ComponentFactory factory;

    Entry(
            Registration registration,
            Plugin plugin,
            InjectionPoint constructor,
            Set<Class<?>> required,
            Set<Class<?>> optional,
            ComponentFactory factory) {
        this.registration = registration;
        this.plugin = plugin;
        this.constructor = constructor;
        this.required = Collections.unmodifiableSet(new LinkedHashSet<>(required));
        this.optional = Collections.unmodifiableSet(new LinkedHashSet<>(optional));
        this.factory = factory;
    }

    /** What the module said. */
    public Registration registration() {
        return registration;
    }

    /** Where it comes from. */
    public Plugin plugin() {
        return plugin;
    }

    /** The extension point. */
    public ComponentKind kind() {
        return registration.kind();
    }

    /** The name that studies use. */
    public ComponentId id() {
        return registration.id();
    }

    /**
     * What the component is made from beside its options: of {@code NetworkContext}, {@code VisionEncoder},
     * {@code Tokenizer}, {@code Dataset} and {@code ContentDigests}, those that its constructor asks for. So a task
     * that judges a tokenizer is one that needs a {@code Tokenizer}.
     */
    public Set<Class<?>> required() {
        return required;
    }

    /**
     * What the component takes where a study has it, and does without elsewhere: arguments that its constructor marks
     * {@code @Nullable}. None of them is among its {@link #required()}.
     */
    public Set<Class<?>> optional() {
        return optional;
    }

    /** Whether it is made from such a thing: if it needs one, or if it takes one and there is any. */
    public boolean takes(Class<?> type, boolean any) {
        return required.contains(type) || any && optional.contains(type);
    }

    /**
     * Makes the component. A constructor may lead back here, for components that it nests.
     *
     * @param type the interface of its kind
     * @param inputs its options and at least what it {@link #required()}; of what it {@link #optional()} for, what is
     *     not given is null
     * @throws IllegalArgumentException if the type is another kind's, or something is not given
     * @throws InvalidInputException if the constructor throws it: the user's options or data are wrong
     * @throws PluginFailureException if the constructor throws anything else
     */
    public <T> T create(Class<T> type, ComponentInputs inputs) {
        if (kind().type() != type) {
            throw new IllegalArgumentException(id() + " is a " + kind().word() + ", no " + type.getSimpleName());
        }
        inputs.get(registration.options());
        required.forEach(inputs::get);
        try {
            return type.cast(factory.make(constructor, inputs));
        } catch (ComponentFactory.Failure e) {
            throw translated(e.thrown());
        }
    }

    private RuntimeException translated(Throwable thrown) {
        if (thrown instanceof InvalidInputException input) {
            return input;
        }
        if (thrown instanceof PluginFailureException nested) {
            return nested;
        }
        if (thrown instanceof VirtualMachineError fatal && !(thrown instanceof StackOverflowError)) {
            throw fatal;
        }
        return new PluginFailureException(plugin, id(), thrown);
    }

    @Override
    public String toString() {
        return kind().word() + " " + id();
    }
}
