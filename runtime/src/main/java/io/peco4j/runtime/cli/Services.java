package io.peco4j.runtime.cli;

import io.peco4j.runtime.launch.Place;
import io.peco4j.runtime.plugin.Registry;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What commands work with.
 *
 * @param folders where plugins are looked for
 * @param registry loads them; asked only by commands that need components, so that help is quick
 * @param user the user's home
 * @param program the main class that takes the same commands in another process; null if there is none
 * @param there where stages run, if not on this machine; null: here
 */
public record Services(
        PluginFolders folders,
        Supplier<Registry> registry,
        Path user,
        @Nullable Class<?> program,
        @Nullable There there) {

    /**
     * Somewhere else.
     *
     * @param program how this one is called there
     */
    public record There(List<String> program, Place place) {
        public There {
            program = List.copyOf(program);
        }
    }

    /** Those of a program that cannot be started again, for stages in processes of their own. */
    public Services(PluginFolders folders, Supplier<Registry> registry, Path user) {
        this(folders, registry, user, null, null);
    }

    /** Those of a program that brings its components itself, and looks for no plugins. */
    public static Services embedded(Supplier<Registry> registry, Path user) {
        return new Services(new PluginFolders(List.of(), List.of()), registry, user);
    }

    /** The same of a program whose main class is this one, for stages in processes of their own. */
    public Services startedBy(Class<?> main) {
        return new Services(folders, registry, user, main, there);
    }

    /** The same whose stages run somewhere else. */
    Services at(There elsewhere) {
        return new Services(folders, registry, user, program, elsewhere);
    }

    /** Those of the program as it was started. */
    static Services ofThisProcess() {
        Path user = Path.of(System.getProperty("user.home"));
        PluginFolders folders =
                PluginFolders.of(System.getProperty(PluginFolders.HOME), user, System.getenv(PluginFolders.VARIABLE));
        return new Services(
                folders, () -> Registry.load(folders.bundled(), folders.others()), user, Peco4j.class, null);
    }
}
