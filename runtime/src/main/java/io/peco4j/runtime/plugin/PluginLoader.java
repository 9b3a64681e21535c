package io.peco4j.runtime.plugin;

import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.plugin.Wiring.Wired;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Loads one plugin. What its jars say is checked before any of its classes is loaded; whatever its code throws after
 * that becomes a problem of this plugin, and what it prints a remark. Code that never returns is not guarded against:
 * Java cannot stop a thread that does not want to end.
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
        PluginJar entry = JarCheck.entry(source);
        Plugin plugin = new Plugin(
                entry.title().orElse(source.fileName()),
                entry.version().orElse(Plugin.UNKNOWN),
                source.location().toString(),
                fingerprint(source));
        PluginClassLoader loader = new PluginClassLoader(plugin.name(), source.jars(), host);
        ContextLoader context = new ContextLoader(loader);
        Wiring wiring = new Wiring(plugin, source.bundled(), context);
        try (HeldOutput output = new HeldOutput(loader)) {
            try {
                Wired wired = context.call(() ->
                        guarded(plugin.location(), () -> wiring.entries(module(entry, plugin.location(), loader))));
                return new LoadedPlugin(plugin, wired, loader, source.bundled(), remarks(plugin, output));
            } catch (InvalidInputException e) {
                close(loader);
                List<Problem> problems = new ArrayList<>(e.problems());
                problems.addAll(remarks(plugin, output));
                throw new InvalidInputException(problems);
            }
        }
    }

    private static List<Problem> remarks(Plugin plugin, HeldOutput output) {
        String printed = output.text();
        return printed.isEmpty() ? List.of() : List.of(PluginProblems.prints(plugin.location(), printed));
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
        Wired wired = context.call(() -> guarded(plugin.location(), () -> wiring.entries(module)));
        return new LoadedPlugin(plugin, wired, () -> {}, true, List.of());
    }

    /** Runs code of a plugin and turns what it must not throw into problems. */
    private Wired guarded(String location, Supplier<Wired> code) {
        try {
            return code.get();
        } catch (InvalidInputException e) {
            throw e;
        } catch (ExceptionInInitializerError e) {
            throw new InvalidInputException(
                    PluginProblems.codeThrows(location, e.getCause() == null ? e : e.getCause()));
        } catch (LinkageError e) {
            throw new InvalidInputException(Linkage.problem(location, e, host));
        } catch (StackOverflowError e) {
            throw new InvalidInputException(PluginProblems.codeThrows(location, e));
        } catch (VirtualMachineError e) {
            throw e;
        } catch (RuntimeException | Error e) {
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

    private static String fingerprint(PluginSource source) {
        try {
            return Fingerprint.of(source.jars());
        } catch (IOException e) {
            throw new InvalidInputException(JarProblems.unreadableJar(source.location(), e));
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
