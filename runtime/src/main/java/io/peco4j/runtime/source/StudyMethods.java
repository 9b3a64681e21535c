package io.peco4j.runtime.source;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.dsl.Study;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The studies of a class: its public static methods without arguments that return a {@link Study}. {@code study()} is
 * the one that runs if nothing is said; the others are its presets, {@code paperScale()} under the name
 * {@code paper-scale}.
 */
final class StudyMethods {
    private static final String DEFAULT = "study";
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern HYPHEN = Pattern.compile("-+(.?)");

    private final Class<?> type;
    private final String place;
    private final List<Method> methods;

    /** @param place file or class, for messages */
    StudyMethods(Class<?> type, String place) {
        this.type = type;
        this.place = place;
        this.methods = Arrays.stream(type.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getParameterCount() == 0 && method.getReturnType() == Study.class)
                .toList();
    }

    /** Names of the presets, sorted. */
    List<String> presets() {
        return methods.stream()
                .map(Method::getName)
                .filter(name -> !name.equals(DEFAULT))
                .map(name -> HUMP.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    /**
     * The study of the preset, or that of {@code study()} if the preset is empty; nothing if there is no such method.
     *
     * @throws InvalidInputException PECO-132 or PECO-133: its code fails or cannot be called
     */
    Optional<Study> study(String preset) {
        String wanted = preset.isEmpty()
                ? DEFAULT
                : HYPHEN.matcher(preset).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
        return methods.stream()
                .filter(method -> method.getName().equals(wanted))
                .filter(method -> preset.isEmpty() || !wanted.equals(DEFAULT))
                .findFirst()
                .map(this::call);
    }

    private Study call(Method method) {
        try {
            method.trySetAccessible();
            return (Study) method.invoke(null);
        } catch (InvocationTargetException e) {
            if (e.getTargetException() instanceof InvalidInputException invalid) {
                throw invalid;
            }
            Throwable thrown = e.getTargetException();
            throw new InvalidInputException(
                    new Problem("PECO-132", "the study's code fails: " + thrown, line(thrown), ""));
        } catch (IllegalAccessException e) {
            throw new InvalidInputException(new Problem(
                    "PECO-133",
                    type.getName() + " is not accessible",
                    place,
                    "make the class and its " + method.getName() + "() public"));
        }
    }

    private String line(Throwable cause) {
        for (StackTraceElement frame : cause.getStackTrace()) {
            if (place.equals(frame.getFileName())) {
                return place + ":" + frame.getLineNumber();
            }
        }
        return place;
    }
}
