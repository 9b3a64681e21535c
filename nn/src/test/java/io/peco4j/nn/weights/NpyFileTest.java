package io.peco4j.nn.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NpyFileTest {
    @TempDir
    private Path folder;

    @Test
    void readsWhatItWrites() throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            for (Shape shape : new Shape[] {new Shape(40_000), new Shape(2, 3, 5), new Shape(0, 4, 4)}) {
                int[] values = IntStream.range(0, (int) shape.size())
                        .map(i -> i * 7 - 3)
                        .toArray();
                Path file = folder.resolve("tokens.npy");
                NpyFile.write(file, values, shape);
                NDArray read = NpyFile.read(file, manager);
                assertThat(read.getShape()).isEqualTo(shape);
                assertThat(read.toIntArray()).isEqualTo(values);
                assertThat((Files.size(file) - 4L * values.length) % 64).isZero();
            }
        }
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            Path file = folder.resolve("tokens.npy");
            assertThatThrownBy(() -> NpyFile.read(file, manager)).hasMessageContaining("PECO-301");
            NpyFile.write(file, new int[100], new Shape(100));
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
            assertThatThrownBy(() -> NpyFile.read(file, manager)).hasMessageContaining("PECO-303");
            Files.writeString(file, "ref,closer\n");
            assertThatThrownBy(() -> NpyFile.read(file, manager)).hasMessageContaining("PECO-303");
        }
    }
}
