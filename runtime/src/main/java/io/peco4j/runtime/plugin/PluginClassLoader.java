package io.peco4j.runtime.plugin;

import io.peco4j.dsl.builder.BuilderLoader;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The loader of one plugin: classes of {@link SharedPackages} from the host and nowhere else, then the plugin's own
 * jars, then the Java platform. So two plugins may use two versions of a library, and neither sees the host's.
 *
 * <p>Resources are the plugin's own before the platform's; service files are the plugin's own only, so that nothing of
 * the host is discovered through it.
 */
final class PluginClassLoader extends URLClassLoader implements BuilderLoader {
    /** How the name of such a loader begins, which stack traces show. */
    static final String PREFIX = "plugin ";

    private static final String SERVICES = "META-INF/services/";

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader host;
    private final List<Path> jars;

    PluginClassLoader(String plugin, List<Path> jars, ClassLoader host) {
        super(
                PREFIX + plugin,
                jars.stream().map(PluginClassLoader::url).toArray(URL[]::new),
                ClassLoader.getPlatformClassLoader());
        this.host = host;
        this.jars = List.copyOf(jars);
    }

    /** What it loads from. */
    List<Path> jars() {
        return jars;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (SharedPackages.contains(name)) {
            return host.loadClass(name);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            Class<?> type = loaded != null ? loaded : ownOrPlatform(name);
            if (resolve) {
                resolveClass(type);
            }
            return type;
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL own = findResource(name);
        return own != null || name.startsWith(SERVICES) ? own : getParent().getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> found = Collections.list(findResources(name));
        if (!name.startsWith(SERVICES)) {
            found.addAll(Collections.list(getParent().getResources(name)));
        }
        return Collections.enumeration(found);
    }

    private Class<?> ownOrPlatform(String name) throws ClassNotFoundException {
        if (findResource(name.replace('.', '/') + ".class") != null && !name.startsWith("java.")) {
            return findClass(name);
        }
        return getParent().loadClass(name);
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("no URL for " + jar, e);
        }
    }
}
