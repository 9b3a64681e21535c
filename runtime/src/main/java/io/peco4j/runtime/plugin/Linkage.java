package io.peco4j.runtime.plugin;

import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.problem.Causes;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a {@link LinkageError} of a plugin means, and what helps: PECO-409. */
public final class Linkage {
    private static final Pattern CLASS_FILE = Pattern.compile("class file version (\\d+)");

    private static final Pattern CLASS_NAME = Pattern.compile("[\\w$/]+");
    private static final String NOT_INITIALIZED = "Could not initialize class ";

    /** Java 1.0 had class files of version 44 plus one. */
    private static final int BEFORE_FIRST_JAVA = 44;

    private Linkage() {}

    /** What one means that ended code of a plugin while a command ran; empty if none is among the causes. */
    public static Optional<Problem> of(Throwable thrown) {
        return Causes.chain(thrown).stream()
                .filter(LinkageError.class::isInstance)
                .map(LinkageError.class::cast)
                .flatMap(error ->
                        plugin(error).map(name -> problem(name, error, Linkage.class.getClassLoader())).stream())
                .findFirst();
    }

    /** The plugin whose code it was: the name of a class loader stands in each line of a stack trace. */
    private static Optional<String> plugin(LinkageError error) {
        return Arrays.stream(error.getStackTrace())
                .map(StackTraceElement::getClassLoaderName)
                .filter(name -> name != null && name.startsWith(PluginClassLoader.PREFIX))
                .map(name -> name.substring(PluginClassLoader.PREFIX.length()))
                .findFirst();
    }

    static Problem problem(String location, LinkageError error, ClassLoader host) {
        String message = String.valueOf(error.getMessage());
        if (error instanceof UnsupportedClassVersionError) {
            return newerJava(location, message);
        }
        if (message.startsWith(NOT_INITIALIZED)) {
            return PluginProblems.initializerThrew(location, message.substring(NOT_INITIALIZED.length()));
        }
        Matcher missing = CLASS_NAME.matcher(message);
        if (error instanceof NoClassDefFoundError && missing.matches()) {
            return missingClass(location, message.replace('/', '.'), host);
        }
        if (error instanceof ClassFormatError || error instanceof NoClassDefFoundError) {
            return new Problem(
                    "PECO-409",
                    "one of its class files is damaged or in the wrong folder: " + message,
                    location,
                    "build it again");
        }
        return new Problem(
                "PECO-409",
                "its classes are incompatible: " + message,
                location,
                "it was probably compiled against another version of peco4j or of a library: build it again");
    }

    private static Problem newerJava(String location, String message) {
        int running = Runtime.version().feature();
        Matcher version = CLASS_FILE.matcher(message);
        String compiled =
                version.find() ? "Java " + (Integer.parseInt(version.group(1)) - BEFORE_FIRST_JAVA) : "a newer Java";
        return new Problem(
                "PECO-409",
                "compiled for " + compiled + ", this is Java " + running,
                location,
                "run peco4j with " + compiled + ", or build the plugin with --release " + running);
    }

    /** @param user a class of the plugin that names it */
    static Problem missingClass(String location, String name, String user, ClassLoader host) {
        return missing("the class " + name + " is missing, which " + user + " needs", location, name, host);
    }

    private static Problem missingClass(String location, String name, ClassLoader host) {
        return missing("the class " + name + " is missing", location, name, host);
    }

    private static Problem missing(String what, String location, String name, ClassLoader host) {
        return new Problem(
                "PECO-409",
                what,
                location,
                host.getResource(name.replace('.', '/') + ".class") != null
                        ? "peco4j has it but does not share it: put the jar that has it into the plugin's folder"
                        : "put the jar that has it into the plugin's folder");
    }
}
