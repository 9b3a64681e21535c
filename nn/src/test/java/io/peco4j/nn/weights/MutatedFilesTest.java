package io.peco4j.nn.weights;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.sun.management.ThreadMXBean;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.nn.weights.checkpoint.Checkpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten thousand files with a few bytes changed, moved or missing: each is read or refused with a message. */
final class MutatedFilesTest {
    private static final int FILES = 10_000;

    /** What opening a tiny file costs in any case. */
    private static final long FLOOR = 4_000_000;

    /** What pickles may cost in any file, and as much again that is dropped on the way. */
    private static final long LARGER_FLOOR = 60_000_000;

    private static final int SMALL = 100_000;

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

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void newerProtocolsAreRead(int protocol, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("newer.pth");
        Files.write(file, PickledWeights.zip(protocol));
        try (NDManager manager = NDManager.newBaseManager();
                WeightFile weights = WeightFile.open(file)) {
            assertThat(weights.read("model.weight", manager).toFloatArray()).containsExactly(0, 1, 2, 3, 4, 5);
            assertThat(weights.metadata()).containsExactly(Map.entry("epoch", "7"));
        }
    }

    @Test
    @Timeout(120)
    void eachIsReadOrRefused(@TempDir Path folder) throws IOException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        List<byte[]> sound = List.of(
                PickledWeights.zip(),
                PickledWeights.stream(),
                safetensors(folder),
                PickledWeights.zip(4),
                PickledWeights.zip(5),
                npz(),
                arraysAndObjects(),
                typed(),
                index(folder));
        int read = read(folder.resolve("mutated.pth"), sound, FILES, random, seed);
        assertThat(read).as("files that are still sound, seed " + seed).isBetween(FILES / 100, FILES * 9 / 10);
    }

    /** A file of a megabyte has room for many objects: what they cost stays in proportion all the same. */
    @Test
    @Timeout(120)
    void largerOnesToo(@TempDir Path folder) throws IOException {
        larger(folder, System.nanoTime());
    }

    /** One of these files has 19,000 tensors, whose names every known format was compared with. */
    @Test
    @Timeout(120)
    void manyNamesStayInProportion(@TempDir Path folder) throws IOException {
        larger(folder, 12_373_127_571_691L);
    }

    private static void larger(Path folder, long seed) throws IOException {
        byte[] many = PickledWeights.named(100_000, 8);
        byte[] texts = PickledWeights.zip(
                "\u0080\u0004](" + "\u008c\u0003abc\u0094h\u0000".repeat(100_000) + "e.", new byte[4]);
        assertThat(many).hasSizeGreaterThan(1_000_000);
        read(folder.resolve("larger.pth"), List.of(many, texts), 30, new SplittableRandom(seed), seed);
    }

    private static int read(Path file, List<byte[]> sound, int files, SplittableRandom random, long seed)
            throws IOException {
        int read = 0;
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        for (int i = 0; i < files; i++) {
            byte[] mutated = mutated(sound.get(i % sound.size()), random);
            channel.truncate(mutated.length).write(ByteBuffer.wrap(mutated), 0);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            try (NDManager manager = NDManager.newBaseManager();
                    Checkpoint checkpoint = Checkpoint.open(file)) {
                for (String name : checkpoint.weights().tensors().keySet().stream()
                        .limit(100)
                        .toList()) {
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
                    .isLessThan(
                            mutated.length < SMALL ? FLOOR + 2L * mutated.length : LARGER_FLOOR + 10L * mutated.length);
        }
        channel.close();
        return read;
    }

    private static byte[] arraysAndObjects() throws IOException {
        String pickle = PickleText.dictionary(
                "a", PickleText.array(2, "f4", '>', true, new byte[24], 2, 3),
                "b", PickleText.array(3, "u2", '<', false, new byte[4], 2),
                "c", PickleText.array(5, "f8", '<', false, new byte[8], 1),
                "d", PickleText.scalar("f4", new byte[4]),
                "e", PickleText.global("mine", "Class") + ")\u0081}" + PickleText.text("k") + "Nsb",
                "f", PickleText.typed("float8_e5m2", 2),
                "g", PickleText.tensor("QInt8Storage", 2));
        return PickledWeights.zip(pickle, new byte[8]);
    }

    private static byte[] typed() {
        return SafetensorsFileTest.file(
                "{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[2],\"data_offsets\":[0,2]},"
                        + "\"b\":{\"dtype\":\"C64\",\"shape\":[1],\"data_offsets\":[2,10]},"
                        + "\"c\":{\"dtype\":\"U64\",\"shape\":[1],\"data_offsets\":[10,18]}}",
                18);
    }

    private static byte[] index(Path folder) throws IOException {
        Files.write(folder.resolve("shard"), safetensors(folder));
        return "{\"metadata\": {\"total_size\": 32}, \"weight_map\": {\"a\": \"shard\", \"b\": \"shard\"}}"
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] npz() throws IOException {
        byte[] header =
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }\n".getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : List.of("a.npy", "b.npy")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length, 0});
                zip.write(header);
                zip.write(new byte[24]);
            }
        }
        return bytes.toByteArray();
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
