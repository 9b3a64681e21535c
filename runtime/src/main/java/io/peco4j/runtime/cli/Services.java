package io.peco4j.runtime.cli;

import io.peco4j.runtime.plugin.Registry;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * What commands work with.
 *
 * @param folders where plugins are looked for
 * @param registry loads them; asked only by commands that need components, so that help is quick
 * @param user the user's home
 */
public record Services(PluginFolders folders, Supplier<Registry> registry, Path user) {

    /** Those of the program as it was started. */
    static Services ofThisProcess() {
        Path user = Path.of(System.getProperty("user.home"));
        PluginFolders folders =
                PluginFolders.of(System.getProperty(PluginFolders.HOME), user, System.getenv(PluginFolders.VARIABLE));
        return new Services(folders, () -> Registry.load(folders.bundled(), folders.others()), user);
    }
}
