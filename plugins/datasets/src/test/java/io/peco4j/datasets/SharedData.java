package io.peco4j.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real pictures, kept outside of the repository. */
public final class SharedData {
    private SharedData() {}

    /** A folder below {@code shared/data}; the test is skipped where it is absent. */
    public static Path folder(String name) {
        Path folder = root().resolve("data").resolve(name);
        Assumptions.assumeTrue(Files.isDirectory(folder), "no test data at " + folder);
        return folder;
    }

    private static Path root() {
        String set = System.getenv("PECO4J_SHARED");
        if (set != null) {
            return Path.of(set);
        }
        Path folder = Path.of("").toAbsolutePath();
        while (folder.getParent() != null && !Files.exists(folder.resolve(".git"))) {
            folder = folder.getParent();
        }
        return folder.resolveSibling("shared");
    }
}
