package io.peco4j.nn.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
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
import java.util.Map;
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

    /** In a file of a machine of the other byte order, and with the first dimension innermost. */
    @ParameterizedTest
    @CsvSource({"False,'1,2,3,4,5,6'", "True,'1,3,5,2,4,6'"})
    void readsOtherOrders(String fortran, String values) throws IOException {
        ByteBuffer floats = ByteBuffer.allocate(24);
        ByteBuffer counts = ByteBuffer.allocate(12);
        for (int i = 1; i <= 6; i++) {
            floats.putFloat(i);
            counts.putShort((short) i);
        }
        float[] expected = new float[6];
        String[] parts = values.split(",", -1);
        for (int i = 0; i < 6; i++) {
            expected[i] = Float.parseFloat(parts[i]);
        }
        String rest = "'fortran_order': " + fortran + ", 'shape': (2, 3), }";
        try (NDManager manager = NDManager.newBaseManager()) {
            Path file = archive(ZipEntry.DEFLATED, npy("{'descr': '>f4', " + rest, floats.array()));
            try (NpzFile read = NpzFile.open(file)) {
                assertThat(read.read("a", manager).toFloatArray()).containsExactly(expected);
            }
            Files.write(temp.resolve("single.npy"), npy("{'descr': '>i2', " + rest, counts.array()));
            NDArray single = NpyFile.read(temp.resolve("single.npy"), manager);
            assertThat(single.toType(DataType.FLOAT32, true).toFloatArray()).containsExactly(expected);
        }
    }

    /** What is no number is named, and the rest is read. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "'<U3'; 24; holds text",
                "'|S4'; 8; holds text",
                "'<M8[ns]'; 16; holds dates",
                "'<m8[s]'; 16; holds spans of time",
                "'<c8'; 16; holds complex numbers",
                "'|V2'; 4; holds records",
                "[('x', '<f4')]; 8; holds records",
                "'|O'; 100; holds Python objects",
                "'<f16'; 32; is of NumPy's type <f16",
                "'<u8'; 16; holds numbers beyond 2^63 - 1"
            })
    void setsAsideWhatIsNoTensor(String descr, int length, String reason) throws IOException {
        byte[] data = new byte[length];
        data[length - 1] = -1;
        Path file = temp.resolve("mixed.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("w.npy"));
            zip.write(npy("{'descr': '<u8', 'fortran_order': False, 'shape': (2,), }", new byte[16]));
            zip.putNextEntry(new ZipEntry("other.npy"));
            zip.write(npy("{'descr': " + descr + ", 'fortran_order': False, 'shape': (2,), }", data));
            zip.putNextEntry(new ZipEntry("README.md"));
        }
        try (WeightFile read = WeightFile.open(file)) {
            assertThat(read.tensors()).containsOnlyKeys("w");
            assertThat(read.unsupported())
                    .containsOnly(Map.entry("other", reason), Map.entry("README.md", "is no array"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }; 8; <f4 of shape (3)",
                "{'descr': '<U3', 'fortran_order': False, 'shape': (3,), }; 8; <U3 of shape (3)",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1, , 2), }; 8; the shape",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296), }; 8; the shape",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 4294967296, 4294967296), }; 0; the shape",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1), }; 4; 33 dimensions",
                "{'kind': 'cat'}; 4; a header that is no array's"
            })
    void refusesWhatIsDamaged(String header, int data, String message) throws IOException {
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
