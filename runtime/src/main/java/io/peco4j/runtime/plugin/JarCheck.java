package io.peco4j.runtime.plugin;

import io.peco4j.api.plugin.ApiLevel;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Judges a plugin by what its jars say, before any of its classes is loaded. */
final class JarCheck {
    private static final BigInteger CURRENT = BigInteger.valueOf(ApiLevel.CURRENT);

    private final PluginSource source;
    private final List<PluginJar> jars;

    private JarCheck(PluginSource source, List<PluginJar> jars) {
        this.source = source;
        this.jars = List.copyOf(jars);
    }

    /**
     * The jar that names the plugin's module.
     *
     * @throws InvalidInputException if there is none, or the plugin is not one for this peco4j
     */
    static PluginJar entry(PluginSource source) {
        JarCheck check =
                new JarCheck(source, source.jars().stream().map(JarCheck::read).toList());
        PluginJar entry = check.entry();
        failIfAny(Stream.concat(level(entry), check.bundled()).toList());
        check.classes().exitCall(entry.modules().get(0)).ifPresent(call -> {
            throw new InvalidInputException(JarProblems.exits(source.location(), call));
        });
        return entry;
    }

    private PluginJar entry() {
        List<PluginJar> entries =
                jars.stream().filter(jar -> !jar.modules().isEmpty()).toList();
        List<String> modules =
                entries.stream().flatMap(jar -> jar.modules().stream()).toList();
        if (modules.isEmpty()) {
            // A copy of the API explains a missing services file better than the lack itself does.
            List<Problem> problems = new ArrayList<>(bundled().toList());
            problems.addAll(nameless());
            throw new InvalidInputException(problems);
        }
        if (modules.size() > 1) {
            throw new InvalidInputException(JarProblems.manyModules(source.location(), modules));
        }
        return entries.get(0);
    }

    /** Why no services file was found. */
    private List<Problem> nameless() {
        Map<String, String> modules = classes().childrenOf(PluginModule.class.getSimpleName());
        Map<String, String> relocated = new TreeMap<>(modules);
        relocated.values().removeIf(PluginModule.class.getName()::equals);
        if (!relocated.isEmpty()) {
            return relocated.entrySet().stream()
                    .map(module -> JarProblems.relocated(source.location(), module.getKey(), module.getValue()))
                    .toList();
        }
        return List.of(
                modules.isEmpty()
                        ? JarProblems.noServicesFile(source)
                        : JarProblems.lostServicesFile(source.location(), modules.keySet()));
    }

    private JarClasses classes() {
        return new JarClasses(source.jars());
    }

    private static Stream<Problem> level(PluginJar entry) {
        return entry.level()
                .map(level -> level(entry.file(), level.strip()))
                .orElseGet(() -> Stream.of(JarProblems.noLevel(entry.file())));
    }

    private static Stream<Problem> level(Path jar, String level) {
        try {
            int compared = new BigInteger(level).compareTo(CURRENT);
            return compared == 0 ? Stream.empty() : Stream.of(JarProblems.otherLevel(jar, level, compared));
        } catch (NumberFormatException e) {
            return Stream.of(JarProblems.noNumber(jar, level));
        }
    }

    private Stream<Problem> bundled() {
        return jars.stream()
                .filter(jar -> !jar.shared().isEmpty())
                .map(jar -> JarProblems.bundlesShared(jar.file(), jar.shared()));
    }

    private static PluginJar read(Path jar) {
        try {
            return PluginJar.read(jar);
        } catch (IOException e) {
            throw new InvalidInputException(JarProblems.unreadableJar(jar, e));
        }
    }

    private static void failIfAny(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }
}
