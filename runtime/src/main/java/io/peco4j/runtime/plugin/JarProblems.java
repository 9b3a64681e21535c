package io.peco4j.runtime.plugin;

import io.peco4j.api.plugin.ApiLevel;
import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What can be wrong with jars and folders before any class of them is loaded: PECO-401 to PECO-405, and PECO-419. */
final class JarProblems {
    private static final int FEW = 3;

    /** How every zip file with something in it begins. */
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private JarProblems() {}

    static Problem unreadableFolder(Path folder, Exception cause) {
        return new Problem(
                "PECO-401",
                "the plugin folder cannot be read",
                folder.toString(),
                "it should be a folder of plugins, each a jar or a folder of jars (" + PluginProblems.inWords(cause)
                        + ")");
    }

    /** @param place a jar or a folder, as it is named */
    static Problem absent(Path place) {
        boolean jar = place.toString().endsWith(".jar");
        return new Problem(
                jar ? "PECO-402" : "PECO-401",
                jar ? "there is no such file" : "there is no such folder",
                place.toString(),
                "it is where plugins are looked for: correct the path, such as the one in PECO4J_PLUGINS"
                        + (jar ? ", or build the jar" : ""));
    }

    static Problem unreadableJar(Path jar, Exception cause) {
        return new Problem("PECO-402", "the jar cannot be read: " + state(jar, cause), jar.toString(), again());
    }

    static Problem damagedEntry(Path jar, String entry) {
        return new Problem(
                "PECO-402", "the jar is damaged: " + entry + " in it cannot be read", jar.toString(), again());
    }

    private static String again() {
        return "build it or copy it again, or remove it";
    }

    /** The messages of Java's zip reader differ between versions and are not helpful. */
    private static String state(Path jar, Exception cause) {
        if (cause instanceof AccessDeniedException) {
            return "access is denied";
        }
        try (InputStream in = Files.newInputStream(jar)) {
            byte[] start = in.readNBytes(ZIP.length);
            return start.length == 0
                    ? "it is empty, 0 bytes"
                    : Arrays.equals(start, ZIP)
                            ? "it begins as a jar but is damaged or truncated"
                            : "it is not a jar, despite its name";
        } catch (IOException e) {
            return PluginProblems.inWords(e);
        }
    }

    static Problem noServicesFile(PluginSource source) {
        return new Problem(
                "PECO-403",
                "no services file: this is not a plugin",
                source.location().toString(),
                (source.jars().isEmpty() ? "there is no jar in it" : "looked into " + some(source.jars()))
                        + "\na plugin's jar names its module in " + PluginJar.SERVICES_FILE
                        + "; the remains of an old plugin can be deleted");
    }

    static Problem lostServicesFile(Path location, Collection<String> modules) {
        return new Problem(
                "PECO-403",
                "no services file, though " + String.join(", ", modules) + " looks like its module",
                location.toString(),
                "the jar needs the file " + PluginJar.SERVICES_FILE + " with that name in it; merging jars into one"
                        + " loses it unless configured otherwise (Maven Shade: ServicesResourceTransformer)");
    }

    static Problem manyModules(Path location, List<String> modules) {
        return new Problem(
                "PECO-403",
                "services files name " + modules.size() + " modules: " + String.join(", ", modules),
                location.toString(),
                "a plugin has one module; give each plugin a folder of its own, and merge no two plugins into one jar");
    }

    static Problem noLevel(Path jar) {
        return new Problem(
                "PECO-404",
                "the manifest does not state the API level of the plugin",
                jar.toString(),
                "build it with the manifest entry " + ApiLevel.MANIFEST_ATTRIBUTE + ": " + ApiLevel.CURRENT);
    }

    /** @param compared less than zero for an older one */
    static Problem otherLevel(Path jar, String level, int compared) {
        return new Problem(
                "PECO-404",
                "built for API level " + level + ", this peco4j has level " + ApiLevel.CURRENT,
                jar.toString(),
                compared < 0
                        ? "build it again with this peco4j, or ask its author for a newer build"
                        : "it needs a newer peco4j; or ask its author for a build for level " + ApiLevel.CURRENT);
    }

    static Problem noNumber(Path jar, String level) {
        return new Problem(
                "PECO-404",
                "built for API level '" + level + "', which is not a number",
                jar.toString(),
                "a level is a whole number: " + ApiLevel.MANIFEST_ATTRIBUTE + ": " + ApiLevel.CURRENT);
    }

    static Problem bundlesShared(Path jar, Collection<String> packages) {
        return new Problem(
                "PECO-405",
                "the jar contains " + String.join(", ", packages) + ", which peco4j provides to plugins",
                jar.toString(),
                "leave these packages out (Maven: scope provided, or an exclusion); two copies of a class are two"
                        + " different classes");
    }

    static Problem relocated(Path location, String module, String parent) {
        return new Problem(
                "PECO-405",
                module + " extends " + parent + ", a copy under another name",
                location.toString(),
                "do not relocate "
                        + "io.peco4j when merging jars: peco4j provides it to plugins (Maven: scope provided)");
    }

    static Problem exits(Path location, JarClasses.ExitCall call) {
        return new Problem(
                "PECO-419",
                call.caller() + " calls " + call.method() + ", which would end peco4j",
                location.toString(),
                "throw an exception instead; only a class with a main method may exit");
    }

    private static String some(List<Path> jars) {
        String names = jars.stream()
                .limit(FEW)
                .map(jar -> String.valueOf(jar.getFileName()))
                .collect(Collectors.joining(", "));
        return jars.size() <= FEW ? names : names + " and " + (jars.size() - FEW) + " more";
    }
}
