package io.peco4j.runtime.plugin;

import io.peco4j.api.plugin.ApiLevel;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Loads one plugin. What its jars say is checked before any of its classes is loaded; whatever its code throws after
 * that becomes a problem of this plugin.
 */
final class PluginLoader {
    private final ClassLoader host;

    /** @param host gives the {@link SharedPackages} */
    PluginLoader(ClassLoader host) {
        this.host = host;
    }

    /**
     * Loads the plugin and wires its components.
     *
     * @throws InvalidInputException if it cannot be used; nothing of it stays open
     */
    LoadedPlugin load(PluginSource source) {
        List<PluginJar> jars = source.jars().stream().map(PluginLoader::read).toList();
        PluginJar entry = entry(source, jars);
        check(entry, jars);
        Plugin plugin = new Plugin(
                entry.title().orElse(source.fileName()),
                entry.version().orElse("unknown"),
                source.location().toString(),
                fingerprint(source));
        PluginClassLoader loader = new PluginClassLoader(plugin.name(), source.jars(), host);
        ContextLoader context = new ContextLoader(loader);
        Wiring wiring = new Wiring(plugin, source.bundled(), context);
        try {
            List<Entry> entries = context.call(() ->
                    guarded(plugin.location(), () -> wiring.entries(module(entry, plugin.location(), loader))));
            return new LoadedPlugin(plugin, entries, loader, source.bundled());
        } catch (InvalidInputException e) {
            close(loader);
            throw e;
        }
    }

    /**
     * Wires a module that is on the class path.
     *
     * @throws InvalidInputException if it cannot be used
     */
    LoadedPlugin load(PluginModule module) {
        Plugin plugin = ClassPath.plugin(module);
        ContextLoader context = new ContextLoader(module.getClass().getClassLoader());
        Wiring wiring = new Wiring(plugin, true, context);
        List<Entry> entries = context.call(() -> guarded(plugin.location(), () -> wiring.entries(module)));
        return new LoadedPlugin(plugin, entries, () -> {}, true);
    }

    /** Runs code of a plugin and turns what it must not throw into problems. */
    private List<Entry> guarded(String location, Supplier<List<Entry>> code) {
        try {
            return code.get();
        } catch (ExceptionInInitializerError e) {
            throw new InvalidInputException(
                    PluginProblems.codeThrows(location, e.getCause() == null ? e : e.getCause()));
        } catch (LinkageError e) {
            throw new InvalidInputException(Linkage.problem(location, e, host));
        } catch (AssertionError | StackOverflowError e) {
            throw new InvalidInputException(PluginProblems.codeThrows(location, e));
        }
    }

    private static PluginModule module(PluginJar jar, String location, ClassLoader loader) {
        String name = jar.modules().get(0);
        try {
            return instance(Class.forName(name, false, loader), location);
        } catch (ClassNotFoundException e) {
            throw new InvalidInputException(PluginProblems.classNotFound(jar.file(), name));
        }
    }

    private static PluginModule instance(Class<?> type, String location) {
        try {
            return type.asSubclass(PluginModule.class).getConstructor().newInstance();
        } catch (ClassCastException e) {
            throw noModule(type, location, "is no " + PluginModule.class.getSimpleName());
        } catch (NoSuchMethodException e) {
            throw noModule(type, location, "has no public constructor without arguments");
        } catch (IllegalAccessException e) {
            throw noModule(type, location, "is not public");
        } catch (InstantiationException e) {
            throw noModule(type, location, "is abstract");
        } catch (InvocationTargetException e) {
            if (e.getTargetException() instanceof Error error) {
                throw error;
            }
            throw new InvalidInputException(PluginProblems.codeThrows(location, e.getTargetException()));
        }
    }

    private static InvalidInputException noModule(Class<?> type, String location, String why) {
        return new InvalidInputException(PluginProblems.noModule(location, type.getName(), why));
    }

    private static PluginJar entry(PluginSource source, List<PluginJar> jars) {
        List<PluginJar> entries =
                jars.stream().filter(jar -> !jar.modules().isEmpty()).toList();
        List<String> modules =
                entries.stream().flatMap(jar -> jar.modules().stream()).toList();
        if (modules.isEmpty()) {
            // A copy of the API explains a missing services file better than the lack itself does.
            List<Problem> problems = new ArrayList<>(bundled(jars).toList());
            problems.add(PluginProblems.noServicesFile(source));
            throw new InvalidInputException(problems);
        }
        if (modules.size() > 1) {
            throw new InvalidInputException(PluginProblems.manyModules(source.location(), modules));
        }
        return entries.get(0);
    }

    private static void check(PluginJar entry, List<PluginJar> jars) {
        List<Problem> problems = Stream.concat(level(entry), bundled(jars)).toList();
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }

    private static Stream<Problem> level(PluginJar entry) {
        String expected = String.valueOf(ApiLevel.CURRENT);
        return entry.level()
                .map(level -> level.strip().equals(expected)
                        ? Stream.<Problem>empty()
                        : Stream.of(PluginProblems.otherLevel(entry.file(), level.strip())))
                .orElseGet(() -> Stream.of(PluginProblems.noLevel(entry.file())));
    }

    private static Stream<Problem> bundled(List<PluginJar> jars) {
        return jars.stream()
                .filter(jar -> !jar.shared().isEmpty())
                .map(jar -> PluginProblems.bundlesShared(jar.file(), jar.shared()));
    }

    private static PluginJar read(Path jar) {
        try {
            return PluginJar.read(jar);
        } catch (IOException e) {
            throw new InvalidInputException(PluginProblems.unreadableJar(jar, e));
        }
    }

    private static String fingerprint(PluginSource source) {
        try {
            return Fingerprint.of(source.jars());
        } catch (IOException e) {
            throw new InvalidInputException(PluginProblems.unreadableJar(source.location(), e));
        }
    }

    private static void close(PluginClassLoader loader) {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
