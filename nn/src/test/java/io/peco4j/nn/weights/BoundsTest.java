package io.peco4j.nn.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import com.sun.management.ThreadMXBean;
import io.peco4j.api.problem.InvalidInputException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that ask for far more than they are. */
final class BoundsTest {
    /** What tensors may hold together in the smallest file. */
    private static final long FLOOR = 1L << 26;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path folder;

    @Test
    void aStorageUnderAThousandNames() throws IOException {
        Path file = write(PickledWeights.named(1000, 1 << 18));
        try (WeightFile opened = WeightFile.open(file)) {
            long bytes = opened.tensors().values().stream()
                    .mapToLong(TensorInfo::bytes)
                    .sum();
            assertThat(bytes).isLessThanOrEqualTo(FLOOR + 16 * Files.size(file));
            assertThat(opened.tensors()).hasSizeGreaterThan(60);
            assertThat(opened.unsupported().values())
                    .hasSizeGreaterThan(300)
                    .allMatch(reason -> reason.contains(
                            "far beyond its own " + file.toFile().length() + " bytes"));
        }
    }

    /** As a mask that is expanded and never needed; the numbers beside it are read. */
    @Test
    void anElementThatIsExpanded() throws IOException {
        byte[] numbers = ByteBuffer.allocate(4096)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(5)
                .array();
        Path file = write(PickledWeights.zip(
                PickleText.dictionary(
                        "mask", PickleText.expanded("FloatStorage", 4096, 4096),
                        "ids", PickleText.expanded("FloatStorage", 16, 16),
                        "w", PickleText.tensor("FloatStorage", 1)),
                numbers));
        try (NDManager manager = NDManager.newBaseManager();
                WeightFile opened = WeightFile.open(file)) {
            assertThat(opened.tensors()).containsOnlyKeys("ids", "w");
            assertThat(opened.unsupported())
                    .containsOnly(Map.entry("mask", "repeats its elements into more bytes than the file has"));
            assertThat(opened.read("w", manager).toFloatArray()).containsExactly(5);
            assertThat(opened.read("ids", manager).sum().getFloat()).isEqualTo(5 * 256);
        }
    }

    /** As networks whose blocks share their weights have it. */
    @Test
    void aStorageUnderTwelveNames() throws IOException {
        try (WeightFile file = WeightFile.open(write(PickledWeights.named(12, 1 << 20)))) {
            assertThat(file.tensors()).hasSize(12);
        }
    }

    /** More than a network that is hardly there: the rest can be read. */
    @Test
    void compressedZeros() throws IOException {
        Path file = folder.resolve("zeros.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            array(zip, "zeros", new byte[1 << 20], 128);
            array(zip, "w", new byte[] {1, 2, 3, 4}, 1);
        }
        try (NDManager manager = NDManager.newBaseManager();
                WeightFile opened = WeightFile.open(file)) {
            assertThat(opened.tensors()).containsOnlyKeys("w");
            assertThat(opened.unsupported().get("zeros")).contains("far beyond its own");
            assertThat(opened.read("w", manager).toUint8Array()).containsExactly(1, 2, 3, 4);
        }
    }

    /** One weight in fifty is left: no bomb, and read. */
    @Test
    void prunedWeights() throws IOException {
        byte[] weights = new byte[1 << 20];
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < weights.length; i += 50) {
            weights[i] = (byte) random.nextInt();
        }
        Path file = folder.resolve("pruned.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            array(zip, "w", weights, 80);
        }
        assertThat(80L << 20).isGreaterThan(FLOOR + 4 * Files.size(file));
        try (NDManager manager = NDManager.newBaseManager();
                WeightFile opened = WeightFile.open(file)) {
            byte[] read = opened.read("w", manager).toByteArray();
            assertThat(Arrays.copyOfRange(read, read.length - weights.length, read.length))
                    .isEqualTo(weights);
        }
    }

    /** Room is made for what is there, not for what a file says of itself. */
    @Test
    void aSizeThatIsALie() throws IOException {
        Path file = folder.resolve("lie.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("w.npy"));
            zip.write(header(40_000_000));
            zip.write(new byte[1000]);
        }
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer whole = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int directory = whole.getInt(bytes.length - 6);
        whole.putInt(directory + 24, 40_000_000 + header(40_000_000).length);
        Files.write(file, bytes);
        try (NDManager manager = NDManager.newBaseManager();
                WeightFile opened = WeightFile.open(file)) {
            assertThatThrownBy(() -> opened.read("w", manager))
                    .hasMessageContaining("PECO-303")
                    .hasMessageContaining("is said to have 40000");
        }
    }

    private static void array(ZipOutputStream zip, String name, byte[] part, int times) throws IOException {
        zip.putNextEntry(new ZipEntry(name + ".npy"));
        zip.write(header(part.length * times));
        for (int i = 0; i < times; i++) {
            zip.write(part);
        }
    }

    private static byte[] header(int length) {
        byte[] text = ("{'descr': '|u1', 'fortran_order': False, 'shape': (" + length + ",), }\n")
                .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(10 + text.length)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, 0})
                .put(text)
                .array();
    }

    /**
     * Empty dictionaries, lists, marks, memories, names and calls: whatever an instruction of one byte or a few makes.
     */
    @ParameterizedTest
    @ValueSource(strings = {"}", "]", "(", "K\u0001", "}\u0094", "U\u0000", "ctorch\nfloat\n", "ctorch\nSize\n)R", "2"})
    void instructionsWithoutEnd(String instruction) throws IOException {
        int times = (1 << 20) / instruction.length();
        Path file = write(PickledWeights.zip("\u0080\u0002]" + instruction.repeat(times) + ".", new byte[4]));
        long size = Files.size(file);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try (WeightFile opened = WeightFile.open(file)) {
            assertThat(opened.tensors()).isEmpty();
        } catch (InvalidInputException e) {
            assertThat(e).hasMessageContaining("PECO-308");
        }
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(60_000_000 + 4 * size);
    }

    /** Objects with a thousand fields each, of which every one is asked for three. */
    @Test
    void objectsWithManyFields() throws IOException {
        String fields = "X\u0001\0\0\0kN".repeat(2000);
        String many = "}q\u0001(" + fields + "u0](" + "cargparse\nNamespace\n)\u0081h\u0001b".repeat(20_000) + "e.";
        Path file = write(PickledWeights.zip("\u0080\u0002" + many, new byte[4]));
        assertThatThrownBy(() -> WeightFile.open(file)).hasMessageContaining("more memory than a file of its size");
    }

    private Path write(byte[] content) throws IOException {
        Path file = folder.resolve("file.pth");
        Files.write(file, content);
        return file;
    }
}
