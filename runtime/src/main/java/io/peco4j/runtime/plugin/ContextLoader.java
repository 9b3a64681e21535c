package io.peco4j.runtime.plugin;

import java.util.function.Supplier;

/** The thread's context class loader while code of a plugin runs: libraries in it look for their services there. */
final class ContextLoader {
    private final ClassLoader loader;

    ContextLoader(ClassLoader loader) {
        this.loader = loader;
    }

    /** Runs code of the plugin, and puts back the loader that was set before, whatever happens. */
    <R> R call(Supplier<R> code) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return code.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
