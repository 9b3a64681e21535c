package io.peco4j.runtime.plugin;

import com.google.inject.spi.Message;
import io.peco4j.api.plugin.ApiLevel;
import io.peco4j.api.plugin.ComponentId;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.plugin.Registration;
import io.peco4j.api.problem.Problem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Everything that can be wrong with a plugin, in words: PECO-401 to PECO-416, except what {@link Linkage} says. */
final class PluginProblems {
    private static final int FEW = 3;

    private PluginProblems() {}

    static Problem unreadableFolder(Path folder, Exception cause) {
        return new Problem(
                "PECO-401",
                "the plugin folder cannot be read",
                folder.toString(),
                "it should be a folder that holds plugins, each a jar or a folder of jars (" + inWords(cause) + ")");
    }

    static Problem unreadableJar(Path jar, Exception cause) {
        return new Problem(
                "PECO-402",
                "the jar cannot be read",
                jar.toString(),
                "copy it anew, or remove it (" + inWords(cause) + ")");
    }

    static Problem noServicesFile(PluginSource source) {
        return new Problem(
                "PECO-403",
                "no services file: this is no plugin",
                source.location().toString(),
                (source.jars().isEmpty() ? "there is no jar in it" : "looked into " + some(source.jars()))
                        + "\na plugin's jar names its module in " + PluginJar.SERVICES_FILE
                        + " (merging jars into one may lose that file); what is left of an old plugin can be deleted");
    }

    static Problem manyModules(Path location, List<String> modules) {
        return new Problem(
                "PECO-403",
                "services files name " + modules.size() + " modules: " + String.join(", ", modules),
                location.toString(),
                "a plugin has one module; give each plugin a folder of its own");
    }

    static Problem noLevel(Path jar) {
        return new Problem(
                "PECO-404",
                "the manifest does not say for which API level the plugin was built",
                jar.toString(),
                "build it with the manifest entry " + ApiLevel.MANIFEST_ATTRIBUTE + ": " + ApiLevel.CURRENT);
    }

    static Problem otherLevel(Path jar, String level) {
        String remedy = level.chars().allMatch(Character::isDigit)
                ? isOlder(level)
                        ? "build it anew against this peco4j, or ask its author for a newer build"
                        : "it needs a newer peco4j; or ask its author for a build for level " + ApiLevel.CURRENT
                : "a level is a whole number";
        return new Problem(
                "PECO-404",
                "built for API level " + level + ", this peco4j has level " + ApiLevel.CURRENT,
                jar.toString(),
                remedy);
    }

    static Problem bundlesShared(Path jar, Collection<String> packages) {
        return new Problem(
                "PECO-405",
                "the jar contains " + String.join(", ", packages) + ", which peco4j gives to plugins",
                jar.toString(),
                "leave these packages out (Maven: scope provided, or an exclusion); two copies of a class are two"
                        + " different classes");
    }

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
                at(cause) + "this is a defect of the plugin: tell its author");
    }

    /** What the injector says against a module, without its tags and stack of sources. */
    static Problem configuration(String location, Message message) {
        String first = message.getMessage()
                .lines()
                .map(line -> line.replaceFirst("^\\[Guice/\\w+\\]:\\s*", "").strip())
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("its module is wrong");
        Throwable cause = message.getCause();
        return new Problem(
                "PECO-410",
                cause == null ? "its module cannot be wired: " + first : "its module throws " + inWords(cause),
                location,
                "at " + message.getSource() + "\nthis is a defect of the plugin: tell its author");
    }

    static Problem noComponents(String location, String module) {
        return new Problem(
                "PECO-411",
                module + " registers no component",
                location,
                "its configure() should say such as: tokenizer(\"acme.fsq\", Options.class).to(FsqTokenizer.class)");
    }

    static Problem reservedId(String location, ComponentId id) {
        return new Problem(
                "PECO-412",
                "the id " + id + " is kept for components that come with peco4j",
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
                "the options of " + registration.id() + " cannot be used: " + why,
                location,
                "see " + registration.options().getName());
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
        String offered = Offer.to(registration.kind()).stream()
                .map(type -> ", " + type.getSimpleName())
                .collect(Collectors.joining());
        return new Problem(
                "PECO-416",
                "the constructor of " + registration.id() + " asks for " + need + ", which nobody gives",
                location,
                "that of a component of kind " + kind + " may ask for its options ("
                        + registration.options().getSimpleName() + ")" + offered + ", and what its module binds");
    }

    private static String some(List<Path> jars) {
        String names = jars.stream()
                .limit(FEW)
                .map(jar -> String.valueOf(jar.getFileName()))
                .collect(Collectors.joining(", "));
        return jars.size() <= FEW ? names : names + " and " + (jars.size() - FEW) + " more";
    }

    /** Where it was thrown, without the name of the class loader that a stack trace begins with. */
    private static String at(Throwable cause) {
        return Arrays.stream(cause.getStackTrace())
                .limit(1)
                .map(frame -> "at " + frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName()
                        + ":" + frame.getLineNumber() + ")\n")
                .collect(Collectors.joining());
    }

    private static boolean isOlder(String level) {
        return level.length() < 9 && Integer.parseInt(level) < ApiLevel.CURRENT;
    }

    static String inWords(Throwable cause) {
        String type = cause.getClass().getSimpleName();
        return cause.getMessage() == null ? type : type + ": " + cause.getMessage();
    }
}
