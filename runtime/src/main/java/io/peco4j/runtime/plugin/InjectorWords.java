package io.peco4j.runtime.plugin;

import com.google.inject.CreationException;
import com.google.inject.OutOfScopeException;
import com.google.inject.spi.Dependency;
import com.google.inject.spi.InjectionPoint;
import com.google.inject.spi.Message;
import io.peco4j.api.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the injector says against a module, in words that ask for no knowledge of Guice: PECO-410. */
final class InjectorWords {
    /** What an exception prints before a message: the name of its kind, which is more stable than its sentences. */
    private static final Pattern KIND = Pattern.compile("\\[Guice/(\\w+)\\]:");

    private static final Pattern TYPE = Pattern.compile("\\b(?:[a-z_]\\w*\\.)+[A-Z][\\w$]*(?:<[\\w$.<>, ]*>)?");
    private static final Pattern SOURCE = Pattern.compile("[\\w$.<>]+\\([\\w$]+\\.java:\\d+\\)");
    private static final String DEFECT = "this is a defect of the plugin: report it to its author";

    private InjectorWords() {}

    static Problem problem(String location, Message message) {
        String at = message.getCause() == null ? at(message) : PluginProblems.at(message.getCause());
        return new Problem("PECO-410", what(message), location, at + DEFECT);
    }

    /** One line. */
    static String what(Message message) {
        Throwable cause = message.getCause();
        if (cause instanceof OutOfScopeException) {
            return String.valueOf(cause.getMessage());
        }
        if (cause != null) {
            return "its module throws " + PluginProblems.inWords(cause);
        }
        Matcher kind = KIND.matcher(new CreationException(List.of(message)).getMessage());
        return kind.find()
                ? what(kind.group(1), type(message.getMessage()), asker(message))
                : "its module says: " + message.getMessage().lines().findFirst().orElse("nothing");
    }

    private static String what(String kind, String type, @Nullable String asker) {
        String asked = asker == null ? "a constructor asks for " + type : asker + " asks for " + type;
        return switch (kind) {
            case "MissingImplementation", "JitDisabled", "JitDisabledInParent" ->
                asked + ", which its module does not bind";
            case "MissingConstructor", "AtInjectRequired", "ConstructorNotDefinedByType" ->
                type + ", which its module binds, has no constructor with @Inject";
            case "TooManyConstructors", "OptionalConstructor" ->
                type + ", which its module binds, has several constructors with @Inject";
            case "BindingAlreadySet", "JitBindingAlreadySet", "ChildBindingAlreadySet" ->
                "its module binds " + type + " twice";
            case "CircularProxyDisabled" -> "a circular dependency: creating " + type + " requires one";
            case "RecursiveBinding" -> "its module binds " + type + " to itself";
            case "InjectInnerClass", "InjectLocalClass" ->
                type + ", which its module binds, is an inner class that is not static";
            case "NullInjectedIntoNonNullable" -> "its module provides null for " + type;
            case "ScopeNotFound" -> "its module uses a scope that it does not bind: " + type;
            default -> "its module binds " + type + " wrongly: " + words(kind);
        };
    }

    /** {@code DuplicateMapKey} to {@code duplicate map key}. */
    private static String words(String kind) {
        return kind.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    private static String type(String text) {
        Matcher type = TYPE.matcher(text);
        return type.find() ? type.group() : "something";
    }

    /** The class whose constructor, method or field needs what is missing. */
    private static @Nullable String asker(Message message) {
        return message.getSources().stream()
                .flatMap(source -> source instanceof Dependency<?> dependency
                        ? Optional.ofNullable(dependency.getInjectionPoint()).stream()
                        : source instanceof InjectionPoint point ? Stream.of(point) : Stream.empty())
                .map(point -> point.getMember().getDeclaringClass().getName())
                .findFirst()
                .orElse(null);
    }

    private static String at(Message message) {
        Matcher source = SOURCE.matcher(String.valueOf(message.getSource()));
        return source.find() ? "at " + source.group() + "\n" : "";
    }
}
