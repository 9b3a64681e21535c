package io.peco4j.nn.vq;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** One file of reference numbers; see the README beside them. */
final class ParityCase {
    private final ByteBuffer data;
    private final JsonObject header;
    private final double tolerance;

    private ParityCase(ByteBuffer data, JsonObject header, double tolerance) {
        this.data = data;
        this.header = header;
        this.tolerance = tolerance;
    }

    /** The case of that name; without the shared folder the calling test is skipped. */
    static ParityCase of(String name) {
        Path folder = shared().resolve("parity");
        Assumptions.assumeTrue(Files.isDirectory(folder), "no reference numbers at " + folder + "; set PECO4J_SHARED");
        try {
            ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name + ".safetensors")))
                    .order(ByteOrder.LITTLE_ENDIAN);
            int length = Math.toIntExact(file.getLong());
            String text = new String(file.array(), Long.BYTES, length, StandardCharsets.UTF_8);
            ByteBuffer data = file.slice(Long.BYTES + length, file.capacity() - Long.BYTES - length)
                    .order(ByteOrder.LITTLE_ENDIAN);
            return new ParityCase(data, JsonParser.parseString(text).getAsJsonObject(), tolerance(folder, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A stored tensor: float32 or int64. */
    NDArray tensor(NDManager manager, String key) {
        assertThat(header.keySet()).contains(key);
        JsonObject entry = header.getAsJsonObject(key);
        JsonArray offsets = entry.getAsJsonArray("data_offsets");
        int start = offsets.get(0).getAsInt();
        ByteBuffer bytes = data.slice(start, offsets.get(1).getAsInt() - start).order(ByteOrder.LITTLE_ENDIAN);
        Shape shape = new Shape(entry.getAsJsonArray("shape").asList().stream()
                .mapToLong(JsonElement::getAsLong)
                .toArray());
        if (entry.get("dtype").getAsString().equals("I64")) {
            long[] values = new long[bytes.remaining() / Long.BYTES];
            bytes.asLongBuffer().get(values);
            return manager.create(values, shape);
        }
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return manager.create(values, shape);
    }

    /** Copies the stored weights below {@code w.PREFIX} into tensors, which must be the same ones. */
    void load(Map<String, NDArray> state, String prefix) {
        String start = "w." + prefix;
        assertThat(header.keySet().stream()
                        .filter(key -> key.startsWith(start))
                        .map(key -> key.substring(start.length())))
                .containsExactlyInAnyOrderElementsOf(state.keySet());
        state.forEach((name, array) -> {
            try (NDArray stored = tensor(array.getManager(), start + name)) {
                assertThat(array.getShape()).as(name).isEqualTo(stored.getShape());
                array.muli(0).addi(stored);
            }
        });
    }

    /** Asserts that a tensor equals the stored one within the case's tolerance. */
    void check(String key, NDArray actual) {
        try (NDArray expected = tensor(actual.getManager(), key)) {
            if (expected.getDataType().isInteger()) {
                assertThat(actual.toLongArray()).as(key).isEqualTo(expected.toLongArray());
                return;
            }
            float[] wanted = expected.toFloatArray();
            float[] found = actual.toFloatArray();
            assertThat(found).as(key).hasSameSizeAs(wanted);
            double largest = 1e-6;
            double difference = 0;
            for (int i = 0; i < wanted.length; i++) {
                largest = Math.max(largest, Math.abs(wanted[i]));
                difference = Math.max(difference, Math.abs(wanted[i] - found[i]));
                assertThat(found[i]).as(key).isFinite();
            }
            assertThat(difference / largest).as(key).isLessThanOrEqualTo(tolerance);
        }
    }

    private static double tolerance(Path folder, String name) throws IOException {
        String text = Files.readString(folder.resolve("catalogue.json"));
        for (JsonElement entry : JsonParser.parseString(text).getAsJsonObject().getAsJsonArray("cases")) {
            if (entry.getAsJsonObject().get("name").getAsString().equals(name)) {
                return entry.getAsJsonObject().get("tolerance").getAsDouble();
            }
        }
        throw new IllegalStateException("the catalogue lacks " + name);
    }

    private static Path shared() {
        String named = System.getenv("PECO4J_SHARED");
        if (named != null) {
            return Path.of(named);
        }
        Path folder = Path.of("").toAbsolutePath();
        while (folder.getParent() != null && !Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder.resolveSibling("shared");
    }
}
