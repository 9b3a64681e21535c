package io.peco4j.runtime.plugin;

import io.peco4j.api.problem.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
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

    /** Of {@code exit} and {@code halt}. */
    private static final int NAME_LENGTH = 4;

    JarClasses {
        jars = List.copyOf(jars);
    }

    /**
     * A call that would end the host, in a class of the plugin's own that the module leads to: one whose package begins
     * with the same two words as the module's. Libraries do not count: many have a program in them that ends itself,
     * and Kotlin's a function for it. Neither does a class with a {@code main}. What is reached through reflection
     * alone is not found.
     *
     * @throws InvalidInputException if a class cannot be read
     */
    Optional<ExitCall> exitCall(String module) {
        Map<String, ExitCall> calls = exitCalls(ownPackages(module));
        return calls.isEmpty()
                ? Optional.empty()
                : reachable(module).stream()
                        .filter(calls::containsKey)
                        .findFirst()
                        .map(calls::get);
    }

    /**
     * Classes that the plugin's own classes name and that are nowhere, each with the first class that names it. Own
     * classes are those of {@link #exitCall}. Libraries do not count: many name what they can do without.
     *
     * @param present whether there is a class of that name
     * @throws InvalidInputException if a class cannot be read
     */
    SortedMap<String, String> missing(String module, Predicate<String> present) {
        SortedMap<String, String> missing = new TreeMap<>();
        String own = ownPackages(module);
        forEach((name, bytes) -> {
            if (name.startsWith(own)) {
                parsed(bytes).stream()
                        .flatMap(type -> type.references().stream())
                        .filter(named -> named.indexOf('.') > 0 && !present.test(named))
                        .forEach(named -> missing.merge(named, name, BinaryOperator.minBy(Comparator.naturalOrder())));
            }
        });
        return missing;
    }

    private Map<String, ExitCall> exitCalls(String own) {
        Map<String, ExitCall> calls = new TreeMap<>();
        forEach((name, bytes) -> {
            if (name.startsWith(own) && mayExit(bytes)) {
                parsed(bytes)
                        .filter(type -> !type.program())
                        .flatMap(type -> type.calls().stream()
                                .filter(EXITS::contains)
                                .sorted()
                                .findFirst())
                        .ifPresent(
                                method -> calls.put(name, new ExitCall(name, method.substring("java.lang.".length()))));
            }
        });
        return calls;
    }

    /** {@code com.acme.tokens.Plugin} to {@code com.acme.} */
    private static String ownPackages(String module) {
        int first = module.indexOf('.');
        int second = module.indexOf('.', first + 1);
        return module.substring(0, (second < 0 ? first : second) + 1);
    }

    /**
     * Whether the name of such a method is a constant of its own: almost no class has one, and this is quick to see.
     */
    private static boolean mayExit(byte[] bytes) {
        for (int i = 0; i + NAME_LENGTH < bytes.length; i++) {
            if (bytes[i] == NAME_LENGTH
                    && (bytes[i + 1] == 'e' && bytes[i + 2] == 'x' && bytes[i + 3] == 'i' && bytes[i + 4] == 't'
                            || bytes[i + 1] == 'h'
                                    && bytes[i + 2] == 'a'
                                    && bytes[i + 3] == 'l'
                                    && bytes[i + 4] == 't')) {
                return true;
            }
        }
        return false;
    }

    /** The names that a class leads to, itself first, in the order of their discovery. */
    private Set<String> reachable(String module) {
        Map<String, ClassFile> types = new TreeMap<>();
        forEach((name, bytes) -> parsed(bytes).ifPresent(type -> types.putIfAbsent(name, type)));
        Set<String> seen = new LinkedHashSet<>(List.of(module));
        Deque<String> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            ClassFile type = types.get(open.remove());
            if (type != null) {
                type.references().stream().sorted().filter(seen::add).forEach(open::add);
            }
        }
        return seen;
    }

    /** Classes that extend one of the given simple name, each with that class: modules that no services file names. */
    Map<String, String> childrenOf(String parent) {
        Map<String, String> children = new TreeMap<>();
        forEach((name, bytes) -> parsed(bytes)
                .map(ClassFile::parent)
                .filter(extended -> extended.endsWith("." + parent))
                .ifPresent(extended -> children.put(name, extended)));
        return children;
    }

    /** Names and contents of all classes, in the order of the jars. */
    private void forEach(BiConsumer<String, byte[]> each) {
        for (Path jar : jars) {
            try (JarFile file = new JarFile(jar.toFile(), true, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
                file.versionedStream()
                        .filter(entry -> entry.getName().endsWith(SUFFIX))
                        .forEach(entry -> each.accept(className(entry), contents(jar, file, entry)));
            } catch (IOException e) {
                throw new InvalidInputException(JarProblems.unreadableJar(jar, e));
            }
        }
    }

    private static String className(ZipEntry entry) {
        String name = entry.getName();
        return name.substring(0, name.length() - SUFFIX.length()).replace('/', '.');
    }

    private static byte[] contents(Path jar, JarFile file, ZipEntry entry) {
        try (InputStream in = file.getInputStream(entry)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new InvalidInputException(JarProblems.damagedEntry(jar, entry.getName()));
        }
    }

    /** Empty if it is not a class file: the virtual machine gives a better message if it loads it. */
    private static Optional<ClassFile> parsed(byte[] bytes) {
        try {
            return Optional.of(ClassFile.read(bytes));
        } catch (IOException e) {
            return Optional.empty();
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
