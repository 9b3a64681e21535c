package io.peco4j.product.parity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Cases that wait for a component that the product does not have yet: the lines of {@code waiting.txt}.
 *
 * @param reasons what a case waits for, by its name
 */
record Waiting(Map<String, String> reasons) {

    static Waiting read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Waiting.class.getResourceAsStream("waiting.txt")), StandardCharsets.UTF_8))) {
            return new Waiting(lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(": ", 2))
                    .collect(Collectors.toMap(parts -> parts[0], parts -> "waits for " + parts[1])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
