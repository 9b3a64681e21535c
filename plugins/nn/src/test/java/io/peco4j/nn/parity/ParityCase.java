package io.peco4j.nn.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Numbers of one reference implementation: inputs, weights, results, gradients, and how close is close enough. */
public final class ParityCase {
    private final Map<String, NDArray> tensors = new LinkedHashMap<>();
    private final double tolerance;

    private ParityCase(NDManager manager, Path folder, String name) throws IOException {
        JsonObject entry = JsonParser.parseString(Files.readString(folder.resolve("catalogue.json")))
                .getAsJsonObject()
                .getAsJsonArray("cases")
                .asList()
                .stream()
                .map(JsonElement::getAsJsonObject)
                .filter(found -> found.get("name").getAsString().equals(name))
                .findFirst()
                .orElseThrow();
        JsonElement stated = entry.get("tolerance");
        this.tolerance = stated.isJsonNull() ? Double.NaN : stated.getAsDouble();
        ByteBuffer file = ByteBuffer.wrap(
                        Files.readAllBytes(folder.resolve(entry.get("file").getAsString())))
                .order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[Math.toIntExact(file.getLong())];
        file.get(header);
        ByteBuffer data = file.slice().order(ByteOrder.LITTLE_ENDIAN);
        JsonParser.parseString(new String(header, StandardCharsets.UTF_8))
                .getAsJsonObject()
                .asMap()
                .forEach((key, value) -> {
                    if (!key.equals("__metadata__")) {
                        tensors.put(key, read(manager, value.getAsJsonObject(), data));
                    }
                });
    }

    /** A case of the shared folder; the test is skipped where there is none. */
    public static ParityCase load(NDManager manager, String name) {
        Optional<Path> folder = folder();
        assumeTrue(folder.isPresent(), "the shared folder with reference numbers is absent; set PECO4J_SHARED");
        try {
            return new ParityCase(manager, folder.orElseThrow(), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The array under a key. */
    public NDArray get(String key) {
        return Gradients.named(tensors, key);
    }

    /** All arrays whose key starts with a prefix, under the rest of their keys. */
    public Map<String, NDArray> under(String prefix) {
        Map<String, NDArray> found = new LinkedHashMap<>();
        tensors.forEach((key, array) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), array);
            }
        });
        return found;
    }

    /** Writes the weights of the case into live tensors; each must be there. */
    public void copyInto(Map<String, NDArray> live) {
        Map<String, NDArray> weights = under("w.");
        live.forEach((name, array) -> array.muli(0).addi(Gradients.named(weights, name)));
    }

    /** Writes the weights of a sub-network into live tensors; there must be exactly these. */
    public void copyInto(String prefix, Map<String, NDArray> live) {
        Map<String, NDArray> weights = under("w." + prefix);
        assertThat(weights.keySet()).containsExactlyInAnyOrderElementsOf(live.keySet());
        live.forEach((name, array) -> {
            NDArray stored = Gradients.named(weights, name);
            assertThat(array.getShape()).as(name).isEqualTo(stored.getShape());
            array.muli(0).addi(stored);
        });
    }

    /** Asserts that an array is the stored one: whole numbers exactly, others within the case's tolerance. */
    public void check(String key, NDArray found) {
        NDArray expected = get(key);
        assertThat(found.getShape()).as(key).isEqualTo(expected.getShape());
        if (expected.getDataType().isInteger()) {
            assertThat(found.toLongArray()).as(key).isEqualTo(expected.toLongArray());
            return;
        }
        float scale = Math.max(expected.abs().max().getFloat(), 1e-6f);
        assertThat(found.sub(expected).abs().max().getFloat() / scale).as(key).isLessThanOrEqualTo((float) tolerance);
    }

    private static NDArray read(NDManager manager, JsonObject entry, ByteBuffer data) {
        JsonArray sizes = entry.getAsJsonArray("shape");
        Shape shape = new Shape(
                sizes.asList().stream().mapToLong(JsonElement::getAsLong).toArray());
        ByteBuffer values = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        values.position(entry.getAsJsonArray("data_offsets").get(0).getAsInt());
        int count = Math.toIntExact(shape.size());
        if (entry.get("dtype").getAsString().equals("I64")) {
            long[] numbers = new long[count];
            values.asLongBuffer().get(numbers);
            return manager.create(numbers, shape);
        }
        float[] numbers = new float[count];
        values.asFloatBuffer().get(numbers);
        return manager.create(numbers, shape);
    }

    private static Optional<Path> folder() {
        String stated = System.getenv("PECO4J_SHARED");
        if (stated != null) {
            return Optional.of(Path.of(stated, "parity")).filter(Files::isDirectory);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git")) || Files.exists(at.resolve("mvnw"))) {
                return Optional.of(at.resolveSibling("shared").resolve("parity"))
                        .filter(Files::isDirectory);
            }
        }
        return Optional.empty();
    }
}
