package io.peco4j.runtime.plugin;

import io.peco4j.api.component.ComponentId;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.problem.DidYouMean;
import io.peco4j.api.problem.Problem;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Every component that studies can name, and the plugins that are not used because something is wrong with them.
 *
 * <p>Immutable; the order of everything follows from names and does not depend on the file system. Close it when
 * nothing that it made is in use any longer.
 */
public final class Registry implements Closeable {
    private final List<Entry> entries;
    private final List<Quarantined> quarantined;
    private final List<LoadedPlugin> loaded;
    private final List<LeftOut> leftOut;

    Registry(List<LoadedPlugin> loaded, List<Quarantined> quarantined, List<LeftOut> leftOut) {
        this.loaded = List.copyOf(loaded);
        this.quarantined = List.copyOf(quarantined);
        this.leftOut = List.copyOf(leftOut);
        this.entries = loaded.stream()
                .flatMap(plugin -> plugin.entries().stream())
                .sorted(Comparator.comparing(Entry::kind).thenComparing(Entry::id))
                .toList();
    }

    /**
     * Loads all plugins in some folders. A plugin that cannot be used is quarantined, and so is a folder that cannot be
     * read; the others load.
     *
     * @param bundledFolders hold the plugins that came with peco4j, whose ids need no dot
     * @param otherFolders hold those of others, or are jars
     */
    public static Registry load(List<Path> bundledFolders, List<Path> otherFolders) {
        RegistryBuilder builder = new RegistryBuilder(new PluginLoader(Registry.class.getClassLoader()));
        bundledFolders.forEach(folder -> builder.folder(folder, true));
        otherFolders.forEach(folder -> builder.folder(folder, false));
        return builder.build();
    }

    /** Modules that are on the class path already, as if they were bundled: for tests, and for programs that embed. */
    public static Registry of(List<? extends PluginModule> modules) {
        return of(modules, List.of());
    }

    /** The same, and plugins of others in folders or jars. */
    public static Registry of(List<? extends PluginModule> modules, List<Path> otherFolders) {
        RegistryBuilder builder = new RegistryBuilder(new PluginLoader(Registry.class.getClassLoader()));
        modules.forEach(builder::module);
        otherFolders.forEach(folder -> builder.folder(folder, false));
        return builder.build();
    }

    /** The component of that kind and id. */
    public Optional<Entry> find(ComponentKind kind, ComponentId id) {
        return entries.stream()
                .filter(entry -> entry.kind() == kind && entry.id().equals(id))
                .findFirst();
    }

    /** All components, by kind, then by id. */
    public List<Entry> entries() {
        return entries;
    }

    /** The components of a kind, by id. */
    public List<Entry> entries(ComponentKind kind) {
        return entries.stream().filter(entry -> entry.kind() == kind).toList();
    }

    /** What is not used, and why; in the order of the folders. */
    public List<Quarantined> quarantined() {
        return quarantined;
    }

    /**
     * What is wrong with a component that a plugin registers and that cannot be used; empty if none registers it, or it
     * works.
     */
    public Optional<Problem> leftOut(ComponentKind kind, ComponentId id) {
        return leftOut.stream()
                .filter(out -> out.kind() == kind && out.id().equals(id))
                .map(LeftOut::problem)
                .findFirst();
    }

    /**
     * What is wrong with plugins that are used all the same, such as that they print, or that one of
     * their components is left out; in the order of the folders.
     */
    public List<Problem> remarks() {
        return loaded.stream().flatMap(plugin -> plugin.remarks().stream()).toList();
    }

    /**
     * Classes that plugins name and do not have, in the order of the folders. Reads all their classes, which takes a
     * part of a second.
     */
    public List<Problem> missingClasses() {
        ClassLoader host = Registry.class.getClassLoader();
        return loaded.stream()
                .flatMap(plugin -> plugin.loader().stream()
                        .map(loader -> new MissingClasses(plugin.plugin().location(), loader, host)))
                .flatMap(plugin -> plugin.problems().stream())
                .toList();
    }

    /** The classes of plugins that did not come with peco4j, in the order of the folders. */
    public PluginClasses classes() {
        return new PluginClasses(loaded.stream()
                .filter(plugin -> !plugin.bundled())
                .flatMap(plugin -> plugin.loader().stream())
                .toList());
    }

    /** Up to three ids of the kind that may be meant, nearest first. */
    public List<ComponentId> near(ComponentKind kind, String written) {
        List<String> known =
                entries(kind).stream().map(entry -> entry.id().name()).toList();
        return DidYouMean.near(written, known).stream().map(ComponentId::new).toList();
    }

    /** Lets go of the jars. What was made before goes on working only with the classes that it has loaded. */
    @Override
    public void close() throws IOException {
        for (LoadedPlugin plugin : loaded) {
            plugin.close();
        }
    }
}
