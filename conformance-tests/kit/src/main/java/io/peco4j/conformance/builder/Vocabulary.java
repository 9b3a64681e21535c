package io.peco4j.conformance.builder;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.dsl.builder.OnEncoder;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Speaks the words of builders, each with arguments that fit their types. */
final class Vocabulary {
    /** What every builder has, and what is no word of a component. */
    private static final Set<String> COMMON = Set.of("component", "with", "set", "equals", "hashCode", "toString");

    /** Some words refuse small numbers. */
    private static final List<Integer> SIZES = List.of(1, 2, 8, 64);

    private final List<Class<?>> classes;
    private final List<String> faults = new ArrayList<>();

    /** Words whose arguments are being made: none of them can be part of these. */
    private final Set<Method> speaking = new HashSet<>();

    /** @param classes whose public static methods begin a description */
    Vocabulary(List<Class<?>> classes) {
        this.classes = List.copyOf(classes);
    }

    /** What could not be spoken, in words. */
    List<String> faults() {
        return faults.stream().distinct().toList();
    }

    /** What the static methods give, {@code vqvae()}, in order of their names. */
    List<Spoken> beginnings() {
        return beginnings(Object.class);
    }

    private List<Spoken> beginnings(Class<?> wanted) {
        return classes.stream()
                .flatMap(type -> words(type, true))
                .filter(method -> wanted.isAssignableFrom(method.getReturnType()))
                .flatMap(method -> spoken("", null, method))
                .toList();
    }

    /** What the words of a builder make of it: {@code vqvae().lite()}, {@code vqvae().image(1)}, and so on. */
    List<Spoken> continuations(Spoken begun) {
        return words(begun.value().getClass(), false)
                .flatMap(method -> spoken(begun.words() + ".", begun.value(), method))
                .filter(spoken -> spoken.value().getClass() == begun.value().getClass())
                .toList();
    }

    private Stream<Method> words(Class<?> type, boolean beginning) {
        return Arrays.stream(type.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()) == beginning)
                .filter(method -> !method.isBridge() && !method.isSynthetic())
                .filter(method -> method.getReturnType() != void.class && method.getDeclaringClass() != Object.class)
                .filter(method -> !COMMON.contains(method.getName()) && !speaking.contains(method))
                // Its key and value are an option of whichever encoder the study has.
                .filter(method -> method.getDeclaringClass() != OnEncoder.class)
                .sorted(Comparator.comparing(Method::toString));
    }

    /** One call; or, of a word that takes what other words make, one for each way to make it. */
    private Stream<Spoken> spoken(String before, @Nullable Object target, Method method) {
        List<List<Spoken>> choices = new ArrayList<>();
        for (Type type : method.getGenericParameterTypes()) {
            if (Samples.of(type, 1).isEmpty()) {
                List<Spoken> made = type instanceof Class<?> raw ? made(raw, method) : List.of();
                if (made.isEmpty()) {
                    faults.add(before + method.getName() + "(...) takes a " + type.getTypeName()
                            + ", which no public static method makes");
                    return Stream.of();
                }
                choices.add(made);
            }
        }
        int calls = choices.stream().mapToInt(List::size).max().orElse(1);
        List<Spoken> spoken = new ArrayList<>();
        for (int call = 0; call < calls; call++) {
            int chosen = call;
            call(
                            before,
                            target,
                            method,
                            choices.stream()
                                    .map(choice -> choice.get(chosen % choice.size()))
                                    .toList())
                    .ifPresent(spoken::add);
        }
        return spoken.stream();
    }

    private List<Spoken> made(Class<?> type, Method taking) {
        // Every word makes an Object, which says nothing of what the word takes.
        if (type == Object.class) {
            return List.of();
        }
        speaking.add(taking);
        try {
            List<Spoken> begun = beginnings(type);
            List<Spoken> made = new ArrayList<>(begun);
            begun.forEach(each -> made.addAll(continuations(each)));
            return made;
        } finally {
            speaking.remove(taking);
        }
    }

    private Optional<Spoken> call(String before, @Nullable Object target, Method method, List<Spoken> others) {
        Throwable thrown = new IllegalStateException("never called");
        for (int size : SIZES) {
            List<Object> arguments = new ArrayList<>();
            List<Spoken> left = new ArrayList<>(others);
            for (Type type : method.getGenericParameterTypes()) {
                arguments.add(
                        Samples.of(type, size).orElseGet(() -> left.remove(0).value()));
            }
            try {
                Object value = method.invoke(target, arguments.toArray());
                String inner = others.isEmpty() ? "" : others.get(0).words();
                return Optional.of(new Spoken(before + method.getName() + "(" + inner + ")", value));
            } catch (InvocationTargetException e) {
                thrown = e.getTargetException();
            } catch (IllegalAccessException e) {
                thrown = e;
                break;
            }
        }
        String why = thrown instanceof InvalidInputException invalid
                ? invalid.problems().get(0).what()
                : thrown.toString();
        faults.add(before + method.getName() + "(...) cannot be called: " + why);
        return Optional.empty();
    }
}
