package io.peco4j.nn.weights;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The reference numbers and real data that lie outside the repository; tests that need them are skipped without. */
public final class SharedFolder {
    private SharedFolder() {}

    /** A file of the folder that PECO4J_SHARED names, or of {@code shared} beside the checkout. */
    public static Path file(String name) {
        Path file = root().resolve(name);
        Assumptions.assumeTrue(Files.exists(file), "no " + file + "; set PECO4J_SHARED");
        return file;
    }

    private static Path root() {
        String set = System.getenv("PECO4J_SHARED");
        if (set != null) {
            return Path.of(set);
        }
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw")) && folder.getParent() != null) {
            folder = folder.getParent();
        }
        return folder.resolveSibling("shared");
    }
}
