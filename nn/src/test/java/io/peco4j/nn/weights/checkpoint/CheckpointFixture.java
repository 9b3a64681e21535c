package io.peco4j.nn.weights.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.nn.weights.Safetensors;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tensors of a test, and the file that it writes of them. */
abstract class CheckpointFixture {
    @TempDir
    private Path folder;

    NDManager manager = NDManager.newBaseManager();

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** Where the test's file is. */
    Path path() {
        return folder.resolve("model.safetensors");
    }

    Path written(Map<String, NDArray> file) {
        Safetensors.write(path(), file, Map.of("format", "pt"));
        return path();
    }

    /** What loading the file into live tensors says. */
    List<String> load(Map<String, NDArray> file, Map<String, NDArray> live) {
        try (Checkpoint checkpoint = Checkpoint.open(written(file))) {
            return checkpoint.loadInto(live);
        }
    }

    static NDArray of(Map<String, NDArray> tensors, String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }
}
