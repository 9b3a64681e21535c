package io.peco4j.runtime.plugin;

import io.peco4j.api.component.ComponentId;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.plugin.Registration;
import io.peco4j.api.problem.Problem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What can be wrong with a plugin once its jars are in order, in words: PECO-406 to PECO-418, except what
 * {@link Linkage} and {@link InjectorWords} say.
 */
final class PluginProblems {
    private static final int QUOTED = 60;

    private PluginProblems() {}

    static Problem classNotFound(Path jar, String module) {
        return new Problem(
                "PECO-406",
                "the services file names " + module + ", and no jar of the plugin has that class",
                jar.toString(),
                "correct the name in " + PluginJar.SERVICES_FILE + ", or add the jar that has the class");
    }

    static Problem noModule(String location, String module, String why) {
        return new Problem(
                "PECO-407",
                module + " " + why,
                location,
                "the class that the services file names extends " + PluginModule.class.getSimpleName()
                        + ", is public, and has a public constructor without arguments");
    }

    static Problem codeThrows(String location, Throwable cause) {
        return new Problem(
                "PECO-408",
                "it throws " + inWords(cause) + " while it is loaded",
                location,
                at(cause) + "this is a defect of the plugin: report it to its author");
    }

    static Problem initializerThrew(String location, String type) {
        return new Problem(
                "PECO-408",
                "the static initializer of " + type + " failed before",
                location,
                "this is a defect of the plugin: report it to its author");
    }

    /** @param text all that it printed */
    static Problem prints(String location, String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        String first = lines.isEmpty() ? "" : lines.get(0).strip().replaceAll("\\p{Cntrl}", "");
        return new Problem(
                "PECO-418",
                "it prints while it is loaded: "
                        + (first.length() <= QUOTED ? first : first.substring(0, QUOTED) + " ..."),
                location,
                "its output was suppressed, since standard output belongs to the command line: a plugin logs through"
                        + " SLF4J instead");
    }

    static Problem noComponents(String location, String module) {
        return new Problem(
                "PECO-411",
                module + " registers no component",
                location,
                "its configure() should contain, for example: tokenizer(\"acme.fsq\", Options.class).to(FsqTokenizer.class)");
    }

    static Problem reservedId(String location, ComponentId id) {
        return new Problem(
                "PECO-412",
                "the id " + id + " is reserved for components that are bundled with peco4j",
                location,
                "ids of other plugins have a prefix and a dot, such as acme." + id);
    }

    static Problem duplicateId(String location, ComponentKind kind, ComponentId id, String other) {
        return new Problem(
                "PECO-413",
                "the " + kind.word() + " " + id + " is registered twice",
                location,
                "here and in " + other + "\nremove one of the two");
    }

    static Problem unusableOptions(String location, Registration registration, String why) {
        return new Problem(
                "PECO-414",
                "the " + registration.kind().word() + " " + registration.id()
                        + " cannot be used, for its options are wrong: " + why,
                location,
                "see " + registration.options().getName() + "; other components of the plugin are not affected");
    }

    static Problem unusableClass(String location, Registration registration, String why) {
        return new Problem(
                "PECO-415",
                registration.implementation().getName() + " cannot be the "
                        + registration.kind().word() + " " + registration.id() + ": " + why,
                location,
                "a component is a concrete class that implements "
                        + registration.kind().type().getSimpleName()
                        + " and has one constructor with @Inject (jakarta.inject)");
    }

    static Problem unmetNeed(String location, Registration registration, String need) {
        String kind = registration.kind().word();
        String offered = HostBindings.to(registration.kind()).stream()
                .map(type -> ", " + type.getSimpleName())
                .collect(Collectors.joining());
        return new Problem(
                "PECO-416",
                "the constructor of " + registration.id() + " asks for " + need + ", which is not provided",
                location,
                "the constructor of a component of kind " + kind + " may ask for its options ("
                        + registration.options().getSimpleName() + ")" + offered + ", and for what its module binds");
    }

    static Problem circle(String location, Registration registration, List<String> circle) {
        return new Problem(
                "PECO-410",
                "a circular dependency: " + String.join(" requires ", circle),
                location,
                "the constructor of " + registration.id() + " leads there; let one of them ask for a Provider of the"
                        + " next, or for less");
    }

    /** Where in the plugin it was thrown, without the name of the class loader that a stack trace begins with. */
    static String at(Throwable cause) {
        return Arrays.stream(cause.getStackTrace())
                .filter(frame -> String.valueOf(frame.getClassLoaderName()).startsWith(PluginClassLoader.PREFIX))
                .limit(1)
                .map(frame -> "at " + frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName()
                        + ":" + frame.getLineNumber() + ")\n")
                .collect(Collectors.joining());
    }

    static String inWords(Throwable cause) {
        String type = cause.getClass().getSimpleName();
        return cause.getMessage() == null ? type : type + ": " + cause.getMessage();
    }
}
