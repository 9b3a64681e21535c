package io.peco4j.conformance.parity;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The folder of reference numbers: {@code PECO4J_PARITY}, or {@code parity} in the shared folder. */
record Catalogue(Path folder, List<JsonObject> cases) {

    /** The catalogue, where there is one. */
    static Optional<Catalogue> find() {
        return locate().map(folder -> {
            try {
                String text = Files.readString(folder.resolve("catalogue.json"));
                return new Catalogue(
                        folder,
                        JsonParser.parseString(text).getAsJsonObject().getAsJsonArray("cases").asList().stream()
                                .map(JsonElement::getAsJsonObject)
                                .toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Optional<Path> locate() {
        String stated = System.getenv("PECO4J_PARITY");
        if (stated != null) {
            return Optional.of(Path.of(stated));
        }
        String shared = System.getenv("PECO4J_SHARED");
        if (shared != null) {
            return Optional.of(Path.of(shared, "parity")).filter(Files::isDirectory);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("mvnw"))) {
                return Optional.of(at.resolveSibling("shared").resolve("parity"))
                        .filter(Files::isDirectory);
            }
        }
        return Optional.empty();
    }
}
