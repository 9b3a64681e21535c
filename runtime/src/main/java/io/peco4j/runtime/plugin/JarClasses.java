package io.peco4j.runtime.plugin;

import io.peco4j.api.problem.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The classes in a plugin's jars, read and not loaded.
 *
 * @param jars of one plugin
 */
record JarClasses(List<Path> jars) {
    private static final String SUFFIX = ".class";
    private static final Set<String> EXITS =
            Set.of("java.lang.System.exit", "java.lang.Runtime.exit", "java.lang.Runtime.halt");

    JarClasses {
        jars = List.copyOf(jars);
    }

    /**
     * A call that would end the host, in a class that the module leads to. Classes that nothing refers to do not count:
     * a library may have a {@code main} of its own, and Kotlin's has a function that exits. What is reached through
     * reflection alone is not found.
     *
     * @throws InvalidInputException if a class on the way cannot be read
     */
    Optional<ExitCall> exitCall(String module) {
        Deque<String> open = new ArrayDeque<>(List.of(module));
        Set<String> seen = new HashSet<>(open);
        List<JarFile> files = new ArrayList<>();
        try {
            for (Path jar : jars) {
                files.add(new JarFile(jar.toFile(), true, ZipFile.OPEN_READ, JarFile.runtimeVersion()));
            }
            while (!open.isEmpty()) {
                String name = open.pop();
                Optional<ClassFile> type = find(name, files);
                Optional<String> exit = type.flatMap(
                        found -> found.calls().stream().filter(EXITS::contains).findFirst());
                if (exit.isPresent()) {
                    return Optional.of(new ExitCall(name, exit.get().substring("java.lang.".length())));
                }
                type.ifPresent(found -> found.references().stream()
                        .filter(next -> !SharedPackages.contains(next) && seen.add(next))
                        .forEach(open::push));
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new InvalidInputException(JarProblems.unreadableJar(jars.get(0), e));
        } finally {
            close(files);
        }
    }

    /** Classes that extend one of the given simple name, each with that class: modules that no services file names. */
    Map<String, String> childrenOf(String parent) {
        Map<String, String> children = new TreeMap<>();
        for (Path jar : jars) {
            try (JarFile file = new JarFile(jar.toFile())) {
                for (JarEntry entry : file.stream().toList()) {
                    Optional<String> extended = entry.getName().endsWith(SUFFIX)
                            ? parsed(file, entry).map(ClassFile::parent)
                            : Optional.empty();
                    extended.filter(name -> name.endsWith("." + parent))
                            .ifPresent(name -> children.put(
                                    entry.getName().replace('/', '.').replaceFirst("\\.class$", ""), name));
                }
            } catch (IOException e) {
                throw new InvalidInputException(JarProblems.unreadableJar(jar, e));
            }
        }
        return children;
    }

    private static Optional<ClassFile> find(String name, List<JarFile> files) {
        for (JarFile file : files) {
            JarEntry entry = file.getJarEntry(name.replace('.', '/') + SUFFIX);
            if (entry != null) {
                return parsed(file, entry);
            }
        }
        return Optional.empty();
    }

    /** Empty for what is no class file: the virtual machine will say so better, if it ever meets it. */
    private static Optional<ClassFile> parsed(JarFile file, ZipEntry entry) {
        byte[] bytes;
        try (InputStream in = file.getInputStream(entry)) {
            bytes = in.readAllBytes();
        } catch (IOException e) {
            throw new InvalidInputException(JarProblems.damagedEntry(Path.of(file.getName()), entry.getName()));
        }
        try {
            return Optional.of(ClassFile.read(bytes));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void close(List<JarFile> files) {
        for (JarFile file : files) {
            try {
                file.close();
            } catch (IOException e) {
                throw new InvalidInputException(JarProblems.unreadableJar(Path.of(file.getName()), e));
            }
        }
    }

    /**
     * A call that ends the virtual machine.
     *
     * @param caller the class that makes it
     * @param method such as {@code System.exit}
     */
    record ExitCall(String caller, String method) {}
}
