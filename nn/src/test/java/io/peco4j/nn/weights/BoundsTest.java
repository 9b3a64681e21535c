package io.peco4j.nn.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.peco4j.api.problem.InvalidInputException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that ask for far more than they are. */
final class BoundsTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path folder;

    @Test
    void aStorageUnderAThousandNames() throws IOException {
        Path file = write(PickledWeights.named(1000, 1 << 18));
        assertThatThrownBy(() -> WeightFile.open(file))
                .hasMessageContaining("PECO-308")
                .hasMessageContaining("out of proportion");
    }

    /** As networks whose blocks share their weights have it. */
    @Test
    void aStorageUnderTwelveNames() throws IOException {
        try (WeightFile file = WeightFile.open(write(PickledWeights.named(12, 1 << 20)))) {
            assertThat(file.tensors()).hasSize(12);
        }
    }

    @Test
    void compressedZeros() throws IOException {
        Path file = folder.resolve("zeros.npz");
        byte[] header = "{'descr': '|u1', 'fortran_order': False, 'shape': (134217728,), }\n"
                .getBytes(StandardCharsets.US_ASCII);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("a.npy"));
            zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length, 0});
            zip.write(header);
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 128; i++) {
                zip.write(zeros);
            }
        }
        assertThatThrownBy(() -> WeightFile.open(file))
                .hasMessageContaining("PECO-303")
                .hasMessageContaining("out of proportion");
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
