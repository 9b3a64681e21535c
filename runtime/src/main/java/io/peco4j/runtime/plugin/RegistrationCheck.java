package io.peco4j.runtime.plugin;

import com.google.inject.ConfigurationException;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import com.google.inject.spi.InjectionPoint;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.plugin.Registration;
import io.peco4j.api.problem.Problem;
import io.peco4j.dsl.StudyPretraining;
import io.peco4j.dsl.StudyTask;
import io.peco4j.dsl.builder.OnEncoder;
import io.peco4j.dsl.options.OptionSchema;
import jakarta.inject.Inject;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Checks what a module registers, before anything is injected, so that the words are ours and not the injector's. */
final class RegistrationCheck {
    /** Types that an injector makes up, such as {@code Provider} or a multibound {@code Set}: it judges them itself. */
    private static final List<String> LEFT_TO_THE_INJECTOR =
            List.of("com.google.inject.", "jakarta.inject.", "java.util.");

    private final String location;
    private final boolean bundled;
    private final Set<Key<?>> bound;

    /**
     * @param bundled whether ids without a dot are allowed
     * @param bound what the module binds
     */
    RegistrationCheck(String location, boolean bundled, Set<Key<?>> bound) {
        this.location = location;
        this.bundled = bundled;
        this.bound = Set.copyOf(bound);
    }

    /** Components whose options cannot be used: they are left out, and the others are not affected. */
    List<LeftOut> leftOut(List<Registration> registrations) {
        return registrations.stream()
                .flatMap(registration -> options(registration).stream()
                        .map(problem -> new LeftOut(registration.kind(), registration.id(), problem)))
                .toList();
    }

    /** Everything that is wrong with the plugin as a whole, in order of registration. */
    List<Problem> problems(List<Registration> registrations) {
        List<Problem> problems = new ArrayList<>();
        Set<Object> ids = new HashSet<>();
        for (Registration registration : registrations) {
            if (!bundled && registration.id().reserved()) {
                problems.add(PluginProblems.reservedId(location, registration.id()));
            }
            if (!ids.add(List.of(registration.kind(), registration.id()))) {
                problems.add(PluginProblems.duplicateId(
                        location, registration.kind(), registration.id(), "the same module"));
            }
            problems.addAll(implementation(registration));
        }
        return problems;
    }

    private Optional<Problem> options(Registration registration) {
        try {
            OptionSchema schema = OptionSchema.of(registration.options());
            boolean task = registration.kind() == ComponentKind.TASK;
            boolean pretraining = registration.kind() == ComponentKind.PRETRAINING;
            if (task && has(schema, StudyTask.DATA)) {
                return Optional.of(
                        unusable(registration, "a task's key data is for the data set that a study gives it"));
            }
            if (pretraining && has(schema, StudyPretraining.TOKENIZER)) {
                return Optional.of(unusable(
                        registration, "a pretraining's key tokenizer is for the one that a study binds it to"));
            }
            return (task || pretraining) && has(schema, OnEncoder.ENCODER)
                    ? Optional.of(unusable(
                            registration,
                            "the key encoder of a pretraining or a task is for options of the study's encoders"))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(unusable(registration, String.valueOf(e.getMessage())));
        } catch (IllegalStateException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return Optional.of(
                    unusable(registration, "with its defaults, the record throws " + PluginProblems.inWords(cause)));
        } catch (RuntimeException e) {
            return Optional.of(unusable(registration, PluginProblems.inWords(e)));
        }
    }

    private static boolean has(OptionSchema schema, String key) {
        return schema.options().stream()
                .map(option -> option.key().split("[.\\[]", 2)[0])
                .anyMatch(key::equals);
    }

    private Problem unusable(Registration registration, String why) {
        return PluginProblems.unusableOptions(location, registration, why);
    }

    private List<Problem> implementation(Registration registration) {
        Class<?> type = registration.implementation();
        if (!registration.kind().type().isAssignableFrom(type)) {
            return unusableClass(
                    registration,
                    "it does not implement " + registration.kind().type().getSimpleName());
        }
        if (Modifier.isAbstract(type.getModifiers())) {
            return unusableClass(registration, "it is abstract");
        }
        if (type.isMemberClass() && !Modifier.isStatic(type.getModifiers())) {
            return unusableClass(registration, "it is an inner class that is not static");
        }
        try {
            return unmet(registration, InjectionPoint.forConstructorOf(TypeLiteral.get(type), true));
        } catch (ConfigurationException e) {
            return unusableClass(
                    registration,
                    injectable(type) > 1
                            ? "it has several constructors with @Inject"
                            : "it has no constructor with @Inject");
        }
    }

    private static long injectable(Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors())
                .filter(constructor -> constructor.isAnnotationPresent(Inject.class)
                        || constructor.isAnnotationPresent(com.google.inject.Inject.class))
                .count();
    }

    private List<Problem> unmet(Registration registration, InjectionPoint constructor) {
        return constructor.getDependencies().stream()
                .map(dependency -> dependency.getKey())
                .filter(key -> !isBound(key) && !isGiven(registration, key))
                .map(key -> PluginProblems.unmetNeed(location, registration, name(key)))
                .toList();
    }

    private boolean isBound(Key<?> key) {
        String type = key.getTypeLiteral().getRawType().getName();
        return bound.contains(key) || LEFT_TO_THE_INJECTOR.stream().anyMatch(type::startsWith);
    }

    private static boolean isGiven(Registration registration, Key<?> key) {
        Class<?> type = key.getTypeLiteral().getRawType();
        return !key.hasAttributes()
                && key.getAnnotationType() == null
                && Stream.concat(HostBindings.to(registration.kind()).stream(), Stream.of(registration.options()))
                        .anyMatch(type::equals);
    }

    private static String name(Key<?> key) {
        Class<?> annotation = key.getAnnotationType();
        return (annotation == null ? "" : "@" + annotation.getSimpleName() + " ") + key.getTypeLiteral();
    }

    private List<Problem> unusableClass(Registration registration, String why) {
        return List.of(PluginProblems.unusableClass(location, registration, why));
    }
}
