package io.peco4j.runtime.plugin;

import java.nio.file.Path;
import java.util.List;

/**
 * The classes of plugins, as a study that imports their builders sees them: each plugin's behind its own loader. Usable
 * as long as the registry that gave it is open.
 */
public final class PluginClasses {
    private final List<PluginClassLoader> plugins;

    PluginClasses(List<PluginClassLoader> plugins) {
        this.plugins = List.copyOf(plugins);
    }

    /** No plugin. */
    public static PluginClasses none() {
        return new PluginClasses(List.of());
    }

    /** The jars to compile a study against, in the order in which classes are looked for. */
    public List<Path> jars() {
        return plugins.stream().flatMap(plugin -> plugin.jars().stream()).toList();
    }

    /** A loader that asks the host first, and then one plugin after the other. */
    public ClassLoader loader(ClassLoader host) {
        return new Together(host, plugins);
    }

    private static final class Together extends ClassLoader {
        private final List<PluginClassLoader> plugins;

        Together(ClassLoader host, List<PluginClassLoader> plugins) {
            super(host);
            this.plugins = plugins;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            for (PluginClassLoader plugin : plugins) {
                if (plugin.findResource(name.replace('.', '/') + ".class") != null) {
                    return plugin.loadClass(name);
                }
            }
            throw new ClassNotFoundException(name);
        }
    }
}
