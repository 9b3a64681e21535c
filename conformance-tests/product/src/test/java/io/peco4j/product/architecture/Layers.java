package io.peco4j.product.architecture;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The modules and packages below a root, and which of them may use which.
 *
 * @param root with a dot behind it
 */
record Layers(String root) {
    static final List<String> PLUGINS = List.of("datasets", "tokenizers", "backbones", "pretraining", "tasks");

    /** Beside itself. */
    private static final Map<String, Set<String>> MAY_USE = Map.of(
            "api", Set.of(),
            "dsl", Set.of("api"),
            "nn", Set.of("api"),
            "runtime", Set.of("api", "dsl", "nn"),
            "bench", Set.of("api", "dsl", "nn", "runtime"),
            "spark", Set.of(),
            "conformance", Set.of("api", "dsl", "nn", "runtime"),
            "examples", Set.of("api", "dsl"));

    /** Uses of a module that the user must not know. */
    List<Use> upwards(Collection<Use> uses) {
        return uses.stream()
                .filter(use -> use.from().startsWith(root) && use.to().startsWith(root))
                .filter(use -> !may(module(use.from()), module(use.to())))
                .toList();
    }

    private static boolean may(String user, String used) {
        Set<String> allowed = PLUGINS.contains(user) ? Set.of("api", "nn") : MAY_USE.getOrDefault(user, Set.of());
        return user.equals(used) || allowed.contains(used);
    }

    /** Whether a rule says what the module may use. */
    static boolean knows(String module) {
        return PLUGINS.contains(module) || MAY_USE.containsKey(module);
    }

    /** The module of a class. */
    String module(String name) {
        String below = name.substring(root.length());
        return below.substring(0, Math.max(0, below.indexOf('.')));
    }

    /** Uses between packages that use each other, directly or through others. */
    List<Use> circles(Collection<Use> uses) {
        Map<String, Set<String>> packages = new TreeMap<>();
        List<Use> own = uses.stream()
                .filter(use -> use.from().startsWith(root) && use.to().startsWith(root))
                .filter(use -> !Use.packageOf(use.from()).equals(Use.packageOf(use.to())))
                .toList();
        own.forEach(use -> packages.computeIfAbsent(Use.packageOf(use.from()), name -> new TreeSet<>())
                .add(Use.packageOf(use.to())));
        Map<String, Set<String>> reached = new TreeMap<>();
        packages.keySet().forEach(name -> reached.put(name, reached(name, packages)));
        return own.stream()
                .filter(use ->
                        reached.getOrDefault(Use.packageOf(use.to()), Set.of()).contains(Use.packageOf(use.from())))
                .toList();
    }

    private static Set<String> reached(String start, Map<String, Set<String>> packages) {
        Set<String> reached = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(packages.getOrDefault(start, Set.of()));
        while (!next.isEmpty()) {
            String name = next.pop();
            if (reached.add(name)) {
                next.addAll(packages.getOrDefault(name, Set.of()));
            }
        }
        return reached;
    }

    /** The packages of some modules, as ArchUnit's patterns. */
    String[] patterns(Stream<String> modules) {
        return modules.map(module -> root + module + "..").toArray(String[]::new);
    }
}
