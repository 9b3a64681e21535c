package io.peco4j.product.parity;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.peco4j.product.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder of reference numbers: {@code PECO4J_PARITY}, or {@code parity} in the shared folder. One that is stated by
 * the first and is not there is an error, as a run without cases would look like a run without failures.
 */
record Catalogue(Path folder, List<JsonObject> cases) {

    /** The catalogue, where there is one. */
    static Optional<Catalogue> find() {
        return locate().map(Catalogue::in);
    }

    /** The catalogue of a folder. */
    static Catalogue in(Path folder) {
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
    }

    private static Optional<Path> locate() {
        String stated = System.getenv("PECO4J_PARITY");
        if (stated != null) {
            Path folder = Path.of(stated);
            if (!Files.isDirectory(folder)) {
                throw new IllegalStateException("PECO4J_PARITY is " + stated + ", which is no folder");
            }
            return Optional.of(folder);
        }
        return Optional.of(Checkout.shared().resolve("parity")).filter(Files::isDirectory);
    }
}
