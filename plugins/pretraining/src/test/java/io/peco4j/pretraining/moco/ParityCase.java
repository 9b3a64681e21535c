package io.peco4j.pretraining.moco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.nn.weights.SafetensorsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Numbers of the reference implementation: inputs, weights, results, gradients. */
final class ParityCase {
    private final Map<String, NDArray> tensors = new LinkedHashMap<>();
    private final double tolerance;

    private ParityCase(NDManager manager, Path file, double tolerance) {
        try (SafetensorsFile source = SafetensorsFile.open(file)) {
            source.tensors().keySet().forEach(name -> tensors.put(name, source.read(name, manager)));
        }
        this.tolerance = tolerance;
    }

    /**
     * A case of the shared folder; the test is skipped where there is none.
     *
     * @param tolerance of the catalogue, relative to the largest value of a tensor
     */
    static ParityCase load(NDManager manager, String name, double tolerance) {
        Optional<Path> folder = folder();
        assumeTrue(folder.isPresent(), "the shared folder with reference numbers is absent; set PECO4J_SHARED");
        return new ParityCase(manager, folder.orElseThrow().resolve(name + ".safetensors"), tolerance);
    }

    NDArray get(String key) {
        return Objects.requireNonNull(tensors.get(key), key);
    }

    /** The arrays whose key starts with a prefix, under the rest of their keys. */
    Map<String, NDArray> under(String prefix) {
        Map<String, NDArray> found = new LinkedHashMap<>();
        tensors.forEach((key, array) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), array);
            }
        });
        return found;
    }

    /** Asserts that an array is the stored one within the tolerance. */
    void check(String key, NDArray found) {
        NDArray expected = get(key);
        assertThat(found.getShape()).as(key).isEqualTo(expected.getShape());
        float scale = Math.max(expected.abs().max().getFloat(), 1e-6f);
        assertThat(found.sub(expected).abs().max().getFloat() / scale).as(key).isLessThanOrEqualTo((float) tolerance);
    }

    private static Optional<Path> folder() {
        String stated = System.getenv("PECO4J_SHARED");
        if (stated != null) {
            return Optional.of(Path.of(stated, "parity")).filter(Files::isDirectory);
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
