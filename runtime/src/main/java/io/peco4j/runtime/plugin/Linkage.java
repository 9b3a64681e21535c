package io.peco4j.runtime.plugin;

import io.peco4j.api.problem.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a {@link LinkageError} of a plugin means, and what helps: PECO-409. */
final class Linkage {
    private static final Pattern CLASS_FILE = Pattern.compile("class file version (\\d+)");

    private static final Pattern CLASS_NAME = Pattern.compile("[\\w$/]+");
    private static final String NOT_INITIALIZED = "Could not initialize class ";

    /** Java 1.0 had class files of version 44 plus one. */
    private static final int BEFORE_FIRST_JAVA = 44;

    private Linkage() {}

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

    private static Problem missingClass(String location, String name, ClassLoader host) {
        return new Problem(
                "PECO-409",
                "the class " + name + " is missing",
                location,
                host.getResource(name.replace('.', '/') + ".class") != null
                        ? "peco4j has it but does not share it: put the jar that has it into the plugin's folder"
                        : "put the jar that has it into the plugin's folder");
    }
}
