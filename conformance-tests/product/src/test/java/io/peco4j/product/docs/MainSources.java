package io.peco4j.product.docs;

import io.peco4j.product.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The Java sources of all that is published. */
final class MainSources {
    private static final List<String> MODULES = List.of(
            "api", "dsl", "nn", "runtime", "bench", "spark", "plugins", "dsl-examples", "conformance-tests/kit");

    private MainSources() {}

    static List<Path> files() throws IOException {
        String main = Path.of("src", "main").toString();
        List<Path> sources = new ArrayList<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(Checkout.root().resolve(module))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> file.toString().contains(main))
                        .forEach(sources::add);
            }
        }
        return sources;
    }
}
