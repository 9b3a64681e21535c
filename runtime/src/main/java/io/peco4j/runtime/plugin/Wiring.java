package io.peco4j.runtime.plugin;

import com.google.inject.Binding;
import com.google.inject.ConfigurationException;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Stage;
import com.google.inject.spi.Element;
import com.google.inject.spi.Elements;
import com.google.inject.spi.InjectionPoint;
import com.google.inject.spi.InstanceBinding;
import com.google.inject.spi.Message;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.plugin.Registration;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns a module into entries: runs it once, checks what it registers, and makes the plugin's injector.
 *
 * <p>The injector binds nothing implicitly and proxies nothing. It knows the module's own bindings and,
 * while a component is made, what that component is given.
 */
final class Wiring {
    private final Plugin plugin;
    private final boolean bundled;
    private final ContextLoader context;

    /** @param bundled whether ids without a dot are allowed */
    Wiring(Plugin plugin, boolean bundled, ContextLoader context) {
        this.plugin = plugin;
        this.bundled = bundled;
        this.context = context;
    }

    /**
     * The components of a module, those with unusable options left out. Runs code of the plugin: its context loader is
     * set by the caller.
     *
     * @throws InvalidInputException if anything else is wrong
     */
    Wired entries(PluginModule module) {
        List<Element> elements = Elements.getElements(Stage.PRODUCTION, module);
        failIfAny(messages(elements.stream().filter(Message.class::isInstance).map(Message.class::cast)));
        List<Registration> registrations = registrations(elements);
        if (registrations.isEmpty()) {
            failIfAny(List.of(PluginProblems.noComponents(
                    plugin.location(), module.getClass().getName())));
        }
        RegistrationCheck check = new RegistrationCheck(plugin.location(), bundled, keys(elements));
        List<LeftOut> leftOut = check.leftOut(registrations);
        List<Registration> usable = registrations.stream()
                .filter(registration -> leftOut.stream()
                        .noneMatch(out ->
                                out.kind() == registration.kind() && out.id().equals(registration.id())))
                .toList();
        List<Problem> problems = check.problems(registrations);
        if (!problems.isEmpty()) {
            failIfAny(Stream.concat(problems.stream(), leftOut.stream().map(LeftOut::problem))
                    .toList());
        }
        return new Wired(entries(usable, elements), leftOut);
    }

    /**
     * What became of a module.
     *
     * @param entries its components, in the order of registration
     * @param leftOut those that cannot be used
     */
    record Wired(List<Entry> entries, List<LeftOut> leftOut) {}

    private List<Entry> entries(List<Registration> registrations, List<Element> elements) {
        Set<Class<?>> given = Stream.concat(
                        HostBindings.ALL.stream(), registrations.stream().map(Registration::options))
                .collect(Collectors.toSet());
        CreationScope scope = new CreationScope();
        try {
            Injector injector =
                    Guice.createInjector(Stage.PRODUCTION, Elements.getModule(elements), new HostModule(given, scope));
            return entries(
                    registrations,
                    injector,
                    new Requirements(injector, given),
                    new ComponentFactory(injector, scope, context));
        } catch (CreationException e) {
            throw new InvalidInputException(messages(e.getErrorMessages().stream()));
        } catch (ConfigurationException e) {
            throw new InvalidInputException(messages(e.getErrorMessages().stream()));
        }
    }

    private List<Entry> entries(
            List<Registration> registrations, Injector injector, Requirements requirements, ComponentFactory factory) {
        Circles circles = new Circles(injector);
        List<Problem> problems = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        for (Registration registration : registrations) {
            InjectionPoint constructor = InjectionPoint.forConstructorOf(registration.implementation());
            Set<Class<?>> wanted = requirements.of(constructor);
            wanted.remove(registration.options());
            Set<Class<?>> optional = requirements.optionalOf(constructor);
            optional.remove(registration.options());
            Stream.concat(wanted.stream(), optional.stream())
                    .filter(type -> !HostBindings.to(registration.kind()).contains(type))
                    .map(type -> PluginProblems.unmetNeed(plugin.location(), registration, type.getName()))
                    .forEach(problems::add);
            List<String> circle = circles.of(constructor);
            if (!circle.isEmpty()) {
                problems.add(PluginProblems.circle(plugin.location(), registration, circle));
            }
            entries.add(new Entry(registration, plugin, constructor, wanted, optional, factory));
        }
        failIfAny(problems);
        return entries;
    }

    private List<Problem> messages(Stream<Message> messages) {
        return messages.map(message -> InjectorWords.problem(plugin.location(), message))
                .toList();
    }

    private static List<Registration> registrations(List<Element> elements) {
        return elements.stream()
                .filter(InstanceBinding.class::isInstance)
                .map(element -> ((InstanceBinding<?>) element).getInstance())
                .filter(Registration.class::isInstance)
                .map(Registration.class::cast)
                .toList();
    }

    private static Set<Key<?>> keys(List<Element> elements) {
        return elements.stream()
                .filter(Binding.class::isInstance)
                .map(element -> ((Binding<?>) element).getKey())
                .collect(Collectors.toSet());
    }

    private static void failIfAny(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }
}
