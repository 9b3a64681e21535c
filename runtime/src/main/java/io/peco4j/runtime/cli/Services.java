package io.peco4j.runtime.cli;

import io.peco4j.runtime.plugin.Registry;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * What commands work with.
 *
 * @param folders where plugins are looked for
 * @param registry loads them; asked only by commands that need components, so that help is quick
 * @param user the user's home
 */
public record Services(PluginFolders folders, Supplier<Registry> registry, Path user) {

    /** Those of a program that brings its components itself, and looks for no plugins. */
    public static Services embedded(Supplier<Registry> registry, Path user) {
        return new Services(new PluginFolders(List.of(), List.of()), registry, user);
    }

    /** Those of the program as it was started. */
    static Services ofThisProcess() {
        Path user = Path.of(System.getProperty("user.home"));
        PluginFolders folders =
                PluginFolders.of(System.getProperty(PluginFolders.HOME), user, System.getenv(PluginFolders.VARIABLE));
        return new Services(folders, () -> Registry.load(folders.bundled(), folders.others()), user);
    }
}
