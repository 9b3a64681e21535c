package io.peco4j.runtime.plugin;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Classes that a plugin's own classes name and that it does not have. Java looks for a class when code that names it
 * runs, so that such a plugin loads, and fails in the middle of a study.
 *
 * @param location of the plugin
 * @param loader of its jars
 * @param host has what plugins share
 */
record MissingClasses(String location, PluginClassLoader loader, ClassLoader host) {

    /** A problem for each class. */
    List<Problem> problems() {
        JarClasses classes = new JarClasses(loader.jars());
        return loader.jars().stream()
                .flatMap(jar -> modules(jar).stream())
                .flatMap(module -> classes.missing(module, this::isPresent).entrySet().stream())
                .map(entry -> Linkage.missingClass(location, entry.getKey(), entry.getValue(), host))
                .toList();
    }

    private static List<String> modules(Path jar) {
        try {
            return PluginJar.read(jar).modules();
        } catch (IOException e) {
            throw new InvalidInputException(JarProblems.unreadableJar(jar, e));
        }
    }

    /** Without loading it: that would run what a class does when it is loaded. */
    private boolean isPresent(String name) {
        String file = name.replace('.', '/') + ".class";
        return (SharedPackages.contains(name) ? host : loader).getResource(file) != null;
    }
}
