package io.peco4j.product;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The folders that these tests read. */
public final class Checkout {
    private Checkout() {}

    /** The root of the checkout, whichever module the tests were started in. */
    public static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), at -> at != null, Path::getParent)
                .filter(at -> Files.exists(at.resolve("mvnw")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the tests run outside of a checkout"));
    }

    /**
     * Reference numbers and photos: the folder that PECO4J_SHARED names, or {@code shared} beside the checkout; may be
     * absent.
     */
    public static Path shared() {
        return Optional.ofNullable(System.getenv("PECO4J_SHARED"))
                .filter(set -> !set.isBlank())
                .map(Path::of)
                .orElseGet(() -> root().resolveSibling("shared"));
    }
}
