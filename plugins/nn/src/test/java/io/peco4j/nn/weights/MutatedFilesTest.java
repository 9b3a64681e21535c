package io.peco4j.nn.weights;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.sun.management.ThreadMXBean;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.nn.weights.checkpoint.Checkpoint;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand files with a few bytes changed, moved or missing: each is read or refused with a message. */
final class MutatedFilesTest {
    private static final int FILES = 10_000;

    /** What opening a tiny file costs in any case. */
    private static final long FLOOR = 4_000_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void soundFilesAreRead(@TempDir Path folder) throws IOException {
        for (byte[] sound : List.of(PickledWeights.zip(), PickledWeights.stream())) {
            Path file = folder.resolve("sound.pth");
            Files.write(file, sound);
            try (NDManager manager = NDManager.newBaseManager();
                    WeightFile weights = WeightFile.open(file)) {
                assertThat(weights.tensors()).containsOnlyKeys("model.weight", "model.turned");
                assertThat(weights.read("model.weight", manager).toFloatArray()).containsExactly(0, 1, 2, 3, 4, 5);
                assertThat(weights.read("model.turned", manager).toFloatArray()).containsExactly(0, 3, 1, 4, 2, 5);
                assertThat(weights.metadata()).containsExactly(Map.entry("epoch", "7"));
            }
        }
    }

    @Test
    @Timeout(120)
    void eachIsReadOrRefused(@TempDir Path folder) throws IOException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        List<byte[]> sound = List.of(PickledWeights.zip(), PickledWeights.stream(), safetensors(folder));
        Path file = folder.resolve("mutated.pth");
        int read = 0;
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        for (int i = 0; i < FILES; i++) {
            byte[] mutated = mutated(sound.get(i % sound.size()), random);
            channel.truncate(mutated.length).write(ByteBuffer.wrap(mutated), 0);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            try (NDManager manager = NDManager.newBaseManager();
                    Checkpoint checkpoint = Checkpoint.open(file)) {
                for (String name : checkpoint.weights().tensors().keySet()) {
                    try (NDArray tensor = checkpoint.weights().read(name, manager)) {
                        assertThat(tensor.size()).isLessThanOrEqualTo(mutated.length);
                    }
                }
                read++;
            } catch (InvalidInputException e) {
                assertThat(e.problems().get(0).what()).isNotBlank();
            } catch (RuntimeException | Error e) {
                throw new AssertionError("file " + i + " of seed " + seed, e);
            }
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                    .as("bytes allocated for file " + i + " of seed " + seed)
                    .isLessThan(FLOOR + 2L * mutated.length);
        }
        channel.close();
        assertThat(read).as("files that are still sound, seed " + seed).isBetween(FILES / 100, FILES * 9 / 10);
    }

    private static byte[] safetensors(Path folder) throws IOException {
        Path file = folder.resolve("sound.safetensors");
        try (NDManager manager = NDManager.newBaseManager()) {
            Safetensors.write(
                    file,
                    Map.of("a", manager.arange(6f), "b", manager.create(1).toType(DataType.INT64, true)),
                    Map.of("k", "v"));
        }
        return Files.readAllBytes(file);
    }

    private static byte[] mutated(byte[] sound, SplittableRandom random) {
        byte[] bytes = sound.clone();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = (byte) "R.(tubs]}Qqh2e0cX\u0081\u0085\377\177".charAt(random.nextInt(20));
                case 3 -> {
                    int length = Math.min(random.nextInt(1, 30), bytes.length - at);
                    int from = random.nextInt(bytes.length - length + 1);
                    System.arraycopy(sound, Math.min(from, sound.length - length), bytes, at, length);
                }
                default -> bytes = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, Math.max(1, at)) : bytes;
            }
        }
        return bytes;
    }
}
