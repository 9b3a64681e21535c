package io.peco4j.spark;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

/**
 * peco4j in a class loader of its own beside Spark, whose parent is the platform's: neither sees the other's libraries,
 * of which many are the same in other versions. Stays open: a native library loads in one class loader of a process.
 */
final class Isolated {
    private static final String ENTRY = "io.peco4j.runtime.cli.Elsewhere";

    private Isolated() {}

    /**
     * Runs a command.
     *
     * @param home of peco4j
     * @param place runs the programs of its stages
     * @param slots how many of them at once
     * @param sealed whether what goes between machines must be encrypted
     * @return the exit code
     */
    static int run(
            Path home,
            BiFunction<List<List<String>>, BiConsumer<Integer, String>, Map<String, Object>> place,
            IntUnaryOperator slots,
            boolean sealed,
            String... arguments)
            throws IOException, ReflectiveOperationException {
        ClassLoader loader = new URLClassLoader("peco4j", jars(home), ClassLoader.getPlatformClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        System.setProperty("peco4j.home", home.toString());
        try {
            return (int) Class.forName(ENTRY, true, loader)
                    .getMethod(
                            "run", Path.class, BiFunction.class, IntUnaryOperator.class, boolean.class, String[].class)
                    .invoke(null, home, place, slots, sealed, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    private static URL[] jars(Path home) throws IOException {
        List<URL> urls = new ArrayList<>();
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            for (Path jar : jars.sorted().toList()) {
                urls.add(url(jar));
            }
        }
        return urls.toArray(URL[]::new);
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }
}
