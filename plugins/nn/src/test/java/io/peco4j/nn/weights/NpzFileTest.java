package io.peco4j.nn.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NpzFileTest {
    @TempDir
    private Path temp;

    @ParameterizedTest
    @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
    void readsStoredAndDeflatedArrays(int method) throws IOException {
        byte[] floats = ByteBuffer.allocate(24)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1)
                .putFloat(2)
                .putFloat(3)
                .putFloat(4)
                .putFloat(5)
                .putFloat(-6.5f)
                .array();
        Path file = archive(method, npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", floats));
        try (NDManager manager = NDManager.newBaseManager();
                WeightFile read = WeightFile.open(file)) {
            assertThat(read.tensors()).containsEntry("a", new TensorInfo(StoredType.F32, new Shape(2, 3)));
            assertThat(read.read("a", manager).toFloatArray()).containsExactly(1, 2, 3, 4, 5, -6.5f);
        }
    }

    @ParameterizedTest
    @CsvSource({"<f8,8,FLOAT64", "<i8,8,INT64", "<i4,4,INT32", "|u1,1,UINT8", "|b1,1,BOOLEAN", "|i1,1,INT8"})
    void readsTheOtherFormats(String descr, int bytes, DataType dtype) throws IOException {
        Path file = archive(
                ZipEntry.DEFLATED,
                npy("{'descr': '" + descr + "', 'fortran_order': False, 'shape': (3,), }", new byte[3 * bytes]));
        try (NDManager manager = NDManager.newBaseManager();
                NpzFile read = NpzFile.open(file)) {
            assertThat(read.read("a", manager).getDataType()).isEqualTo(dtype);
            assertThat(read.read("a", manager).getShape()).isEqualTo(new Shape(3));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'descr': '>f4', 'fortran_order': False, 'shape': (2,), }; 8; dtype >f4",
                "{'descr': '|O', 'fortran_order': False, 'shape': (2,), }; 8; dtype |O",
                "{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (2,), }; 8; no plain array",
                "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 1), }; 8; Fortran order",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }; 8; F32 of shape (3)",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1, , 2), }; 8; the shape",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296), }; 8; the shape",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 4294967296, 4294967296), }; 0; the shape",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1), }; 4; 33 dimensions"
            })
    void refusesWhatIsNoPlainArray(String header, int data, String message) throws IOException {
        Path file = archive(ZipEntry.DEFLATED, npy(header, new byte[data]));
        assertThatThrownBy(() -> NpzFile.open(file))
                .hasMessageContaining("PECO-303")
                .hasMessageContaining(message);
    }

    @Test
    void refusesWhatIsNoArchive() throws IOException {
        Path file = archive(ZipEntry.DEFLATED, "no array at all".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> NpzFile.open(file)).hasMessageContaining("no NumPy array");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> NpzFile.open(file)).hasMessageContaining("PECO-303");
        assertThatThrownBy(() -> NpzFile.open(temp.resolve("none.npz"))).hasMessageContaining("PECO-301");
    }

    @Test
    void readsRealWeights() {
        try (NDManager manager = NDManager.newBaseManager();
                WeightFile file =
                        WeightFile.open(SharedFolder.file("data/weights/squeezenet1_1_imagenet_features.npz"))) {
            assertThat(file.tensors()).hasSize(50);
            assertThat(file.read("features.0.weight", manager).getShape()).isEqualTo(new Shape(64, 3, 3, 3));
            assertThat(file.read("features.0.weight", manager).abs().mean().getFloat())
                    .isBetween(0.01f, 1f);
        }
    }

    private Path archive(int method, byte[] array) throws IOException {
        Path file = temp.resolve("arrays.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            ZipEntry entry = new ZipEntry("a.npy");
            entry.setMethod(method);
            entry.setSize(array.length);
            CRC32 crc = new CRC32();
            crc.update(array);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            zip.write(array);
            zip.closeEntry();
        }
        return file;
    }

    private static byte[] npy(String header, byte[] data) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] text = (header + "\n").getBytes(StandardCharsets.US_ASCII);
        bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, 0});
        bytes.writeBytes(text);
        bytes.writeBytes(data);
        return bytes.toByteArray();
    }
}
