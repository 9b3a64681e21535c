package io.peco4j.runtime.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where plugins are looked for.
 *
 * @param bundled those that came with peco4j: {@code plugins} in its home
 * @param others {@code ~/.peco4j/plugins} if it exists, and the folders that {@code PECO4J_PLUGINS} names
 */
record PluginFolders(List<Path> bundled, List<Path> others) {
    /** The system property that the start script sets to the folder of the distribution. */
    static final String HOME = "peco4j.home";

    /** The environment variable with further folders, separated as paths are on this system. */
    static final String VARIABLE = "PECO4J_PLUGINS";

    PluginFolders {
        bundled = List.copyOf(bundled);
        others = List.copyOf(others);
    }

    /**
     * @param home of the distribution; null if it was not started from one
     * @param user the user's home
     * @param named value of {@link #VARIABLE}; null if it is not set
     */
    static PluginFolders of(@Nullable String home, Path user, @Nullable String named) {
        List<Path> others = new ArrayList<>();
        Path own = user.resolve(".peco4j").resolve("plugins");
        if (Files.isDirectory(own)) {
            others.add(own);
        }
        if (named != null) {
            Arrays.stream(named.split(File.pathSeparator))
                    .filter(folder -> !folder.isBlank())
                    .map(Path::of)
                    .forEach(others::add);
        }
        List<Path> bundled = home == null ? List.of() : List.of(Path.of(home, "plugins"));
        return new PluginFolders(bundled, once(bundled, others));
    }

    /** A folder that is named twice must not make its plugins clash with themselves. */
    private static List<Path> once(List<Path> before, List<Path> folders) {
        Set<Path> seen = new HashSet<>();
        before.forEach(folder -> seen.add(real(folder)));
        return folders.stream().filter(folder -> seen.add(real(folder))).toList();
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            // It is reported where it is read.
            return folder.toAbsolutePath().normalize();
        }
    }
}
