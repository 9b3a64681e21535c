package io.peco4j.conformance.builder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.peco4j.dsl.builder.Describes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The builders in a plugin's jars.
 *
 * @param vocabulary classes with public static methods that make builders
 * @param orphans builders that no such method makes, by name
 */
public record BuilderClasses(List<Class<?>> vocabulary, List<String> orphans) {
    private static final String PACKAGE = "io/peco4j/dsl/builder/";
    private static final String CLASS = ".class";

    public BuilderClasses {
        vocabulary = List.copyOf(vocabulary);
        orphans = List.copyOf(orphans);
    }

    /**
     * Finds them, without initialising a class that has nothing to do with builders.
     *
     * @param loader the plugin's
     */
    public static BuilderClasses in(List<Path> jars, ClassLoader loader) {
        List<Class<?>> classes = new ArrayList<>();
        for (Path file : jars) {
            try (JarFile jar = new JarFile(file.toFile())) {
                for (JarEntry entry : jar.stream().toList()) {
                    if (entry.getName().endsWith(CLASS) && mentionsBuilders(jar, entry)) {
                        classes.add(loaded(entry.getName(), loader));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return of(classes);
    }

    static BuilderClasses of(List<Class<?>> classes) {
        List<Class<?>> vocabulary = classes.stream()
                .filter(type -> Modifier.isPublic(type.getModifiers()))
                .filter(type -> Arrays.stream(type.getMethods()).anyMatch(BuilderClasses::makesABuilder))
                .toList();
        List<String> orphans = classes.stream()
                .filter(Describes.class::isAssignableFrom)
                .filter(type -> !Modifier.isAbstract(type.getModifiers()))
                .filter(type -> vocabulary.stream()
                        .flatMap(words -> Arrays.stream(words.getMethods()))
                        .noneMatch(
                                method -> Modifier.isStatic(method.getModifiers()) && method.getReturnType() == type))
                .map(Class::getName)
                .toList();
        return new BuilderClasses(vocabulary, orphans);
    }

    private static boolean makesABuilder(Method method) {
        return Modifier.isStatic(method.getModifiers()) && Describes.class.isAssignableFrom(method.getReturnType());
    }

    /** A class that uses the builders' package has its name among its constants. */
    private static boolean mentionsBuilders(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return new String(in.readAllBytes(), ISO_8859_1).contains(PACKAGE);
        }
    }

    private static Class<?> loaded(String entry, ClassLoader loader) {
        String name = entry.substring(0, entry.length() - CLASS.length()).replace('/', '.');
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name + " is in the jar, and its loader does not find it", e);
        }
    }
}
