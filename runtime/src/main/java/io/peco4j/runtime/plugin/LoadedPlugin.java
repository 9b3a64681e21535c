package io.peco4j.runtime.plugin;

import io.peco4j.api.component.ComponentId;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.plugin.Wiring.Wired;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A plugin that works. Equal only to itself.
 *
 * @see PluginLoader
 */
final class LoadedPlugin implements Closeable {
    private final Plugin plugin;
    private final List<Entry> entries;
    private final List<LeftOut> leftOut;
    private final Closeable jars;
    private final boolean bundled;
    private final List<Problem> remarks;

    /**
     * @param wired its components, and those that are left out
     * @param jars what is open as long as it is used
     * @param bundled whether it came with peco4j
     * @param remarks what else is wrong with it though it works
     */
    LoadedPlugin(Plugin plugin, Wired wired, Closeable jars, boolean bundled, List<Problem> remarks) {
        this.plugin = plugin;
        this.entries = List.copyOf(wired.entries());
        this.leftOut = List.copyOf(wired.leftOut());
        this.jars = jars;
        this.bundled = bundled;
        List<Problem> all = new ArrayList<>(remarks);
        leftOut.forEach(out -> all.add(out.problem()));
        this.remarks = List.copyOf(all);
    }

    Plugin plugin() {
        return plugin;
    }

    List<Entry> entries() {
        return entries;
    }

    List<LeftOut> leftOut() {
        return leftOut;
    }

    boolean bundled() {
        return bundled;
    }

    List<Problem> remarks() {
        return remarks;
    }

    /** The loader of its jars; empty for a module that was on the class path. */
    Optional<PluginClassLoader> loader() {
        return jars instanceof PluginClassLoader own ? Optional.of(own) : Optional.empty();
    }

    boolean has(ComponentKind kind, ComponentId id) {
        return entries.stream()
                .anyMatch(entry -> entry.kind() == kind && entry.id().equals(id));
    }

    @Override
    public void close() {
        try {
            jars.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the jars of " + plugin, e);
        }
    }
}
