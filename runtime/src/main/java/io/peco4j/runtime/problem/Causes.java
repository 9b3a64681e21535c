package io.peco4j.runtime.problem;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was thrown, in words. Nothing here throws, whatever the exceptions of a plugin do when they are asked.
 */
public final class Causes {
    private static final String OWN = "io.peco4j.";

    /** Types that say nothing beside their message. */
    private static final Set<Class<?>> PLAIN = Set.of(
            RuntimeException.class,
            IllegalStateException.class,
            IllegalArgumentException.class,
            IOException.class,
            UncheckedIOException.class);

    private static final String OF_THE_ENGINE = "RuntimeError: ";

    private Causes() {}

    /** What was thrown and its causes, outermost first, each once; a cycle ends where it begins. */
    public static List<Throwable> chain(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> chain = new ArrayList<>();
        for (Throwable each = thrown; each != null && seen.add(each); each = causeOf(each)) {
            chain.add(each);
        }
        return chain;
    }

    /** The messages down to the root; one that its wrapper repeats is left out. */
    public static List<String> of(Throwable thrown) {
        List<String> lines = new ArrayList<>();
        String above = "";
        for (Throwable each : chain(thrown)) {
            String message = message(each);
            boolean repeated = message.isEmpty() ? above.contains(words(each)) : above.contains(message);
            if (!repeated) {
                lines.add(words(each));
            }
            if (each instanceof InvalidInputException) {
                break; // its problems say all that its author thought worth saying
            }
            above = above + "\n" + message;
        }
        return lines;
    }

    /** The same in one line, for lists and logs. */
    public static String line(Throwable thrown) {
        return of(thrown).stream().map(Causes::essence).collect(Collectors.joining("; because: "));
    }

    /** The class of most exceptions belongs to its message: a missing class has no other words than its name. */
    private static String words(Throwable thrown) {
        if (thrown instanceof InvalidInputException input) {
            return input.problems().stream().map(Causes::words).collect(Collectors.joining("; "));
        }
        String type = thrown.getClass().getSimpleName();
        String message = message(thrown);
        if (message.isEmpty()) {
            return type.isEmpty() ? thrown.getClass().getName() : type;
        }
        boolean plain =
                PLAIN.contains(thrown.getClass()) || thrown.getClass().getName().startsWith(OWN);
        return plain ? message : type + ": " + message;
    }

    static String words(Problem problem) {
        String place = problem.place().map(where -> " (" + where + ")").orElse("");
        String remedy = problem.remedy().isEmpty() ? "" : ": " + problem.remedy();
        return problem.code() + " " + problem.what() + place + remedy;
    }

    /** Errors of TorchScript begin with a listing of the kernel; what went wrong is their last line. */
    private static String essence(String text) {
        List<String> lines = text.strip().lines().map(String::strip).toList();
        return lines.stream()
                .filter(line -> line.startsWith(OF_THE_ENGINE))
                .reduce((first, last) -> last)
                .orElseGet(() -> String.join(" ", lines));
    }

    /** Its message; empty if it has none. */
    public static String message(Throwable thrown) {
        try {
            String message = thrown.getMessage();
            return message == null ? "" : message;
        } catch (RuntimeException | Error e) {
            return "its message cannot be told, " + e.getClass().getSimpleName();
        }
    }

    /** Its stack trace as it is printed, with those of its causes. */
    public static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        try (PrintWriter writer = new PrintWriter(text)) {
            thrown.printStackTrace(writer);
        } catch (RuntimeException | Error e) {
            text.append("the stack trace of a ")
                    .append(thrown.getClass().getName())
                    .append(" cannot be told");
        }
        return text.toString();
    }

    private static @Nullable Throwable causeOf(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (RuntimeException | Error e) {
            return null;
        }
    }
}
