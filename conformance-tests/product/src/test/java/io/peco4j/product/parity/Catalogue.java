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
import java.util.stream.Stream;

/**
 * A folder of reference numbers: {@code PECO4J_PARITY}, or {@code parity} and {@code parity-training} in the shared
 * folder. One that is stated by the first and is not there is an error, as a run without cases would look like a run
 * without failures.
 */
record Catalogue(Path folder, List<JsonObject> cases) {

    /** The catalogues that there are. */
    static List<Catalogue> find() {
        return locate().stream().map(Catalogue::in).toList();
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

    private static List<Path> locate() {
        String stated = System.getenv("PECO4J_PARITY");
        if (stated != null) {
            Path folder = Path.of(stated);
            if (!Files.isDirectory(folder)) {
                throw new IllegalStateException("PECO4J_PARITY is " + stated + ", which is no folder");
            }
            return List.of(folder);
        }
        return Stream.of("parity", "parity-training")
                .map(Checkout.shared()::resolve)
                .filter(Files::isDirectory)
                .toList();
    }
}
