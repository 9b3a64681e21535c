package io.peco4j.nn.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.weights.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be read is named with the reason, and stands in nobody's way who does not need it. */
final class SetAsideTest {
    @TempDir
    private Path folder;

    /** The extremes of each format, from its definition: bits, and the number that they stand for. */
    @ParameterizedTest
    @CsvSource({
        "F8_E4M3,00,0",
        "F8_E4M3,01,0x1p-9",
        "F8_E4M3,07,0x7p-9",
        "F8_E4M3,08,0x1p-6",
        "F8_E4M3,38,1",
        "F8_E4M3,39,1.125",
        "F8_E4M3,7e,448",
        "F8_E4M3,7f,NaN",
        "F8_E4M3,ff,NaN",
        "F8_E4M3,b8,-1",
        "F8_E4M3,80,-0.0",
        "F8_E5M2,01,0x1p-16",
        "F8_E5M2,04,0x1p-14",
        "F8_E5M2,3c,1",
        "F8_E5M2,7b,57344",
        "F8_E5M2,7c,Infinity",
        "F8_E5M2,fc,-Infinity",
        "F8_E5M2,7d,NaN",
        "F8_E4M3FNUZ,01,0x1p-10",
        "F8_E4M3FNUZ,40,1",
        "F8_E4M3FNUZ,7f,240",
        "F8_E4M3FNUZ,80,NaN",
        "F8_E5M2FNUZ,01,0x1p-17",
        "F8_E5M2FNUZ,40,1",
        "F8_E5M2FNUZ,7f,57344",
        "F8_E5M2FNUZ,80,NaN",
        "F8_E8M0,00,0x1p-127",
        "F8_E8M0,7f,1",
        "F8_E8M0,fe,0x1p127",
        "F8_E8M0,ff,NaN"
    })
    void floatsOfEightBitsAreExact(String type, String bits, String value) throws IOException {
        byte[] data = {(byte) Integer.parseInt(bits, 16)};
        try (NDManager manager = NDManager.newBaseManager();
                WeightFile file = WeightFile.open(safetensors(type, "[1]", data))) {
            float expected = Float.parseFloat(value);
            assertThat(file.read("w", manager).toFloatArray()).containsExactly(expected);
        }
    }

    @Test
    void countsWithoutSignBecomeWider() throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            try (WeightFile file = WeightFile.open(safetensors("U16", "[2]", bytes(0xff, 0xff, 1, 0)))) {
                assertThat(file.read("w", manager).toIntArray()).containsExactly(65535, 1);
            }
            try (WeightFile file = WeightFile.open(safetensors("U32", "[1]", bytes(0xff, 0xff, 0xff, 0xff)))) {
                assertThat(file.read("w", manager).toLongArray()).containsExactly(4294967295L);
            }
            byte[] largest = bytes(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f);
            try (WeightFile file = WeightFile.open(safetensors("U64", "[1]", largest))) {
                assertThat(file.read("w", manager).toLongArray()).containsExactly(Long.MAX_VALUE);
            }
            byte[] beyond = bytes(0, 0, 0, 0, 0, 0, 0, 0x80);
            try (WeightFile file = WeightFile.open(safetensors("U64", "[1]", beyond))) {
                assertThat(file.unsupported()).containsOnly(Map.entry("w", "holds numbers beyond 2^63 - 1"));
            }
        }
    }

    /** An import keeps the format of the file. */
    @Test
    void copiesKeepTheirFormat() throws IOException {
        Path copy = folder.resolve("copy.safetensors");
        Path original = safetensors("F8_E4M3", "[3]", bytes(1, 2, 3));
        try (WeightFile file = WeightFile.open(original)) {
            Safetensors.write(copy, file, Map.of(), done -> {});
        }
        try (NDManager manager = NDManager.newBaseManager();
                WeightFile file = WeightFile.open(copy);
                WeightFile before = WeightFile.open(original)) {
            assertThat(file.tensors()).isEqualTo(Map.of("w", new TensorInfo(StoredType.F8_E4M3, new Shape(3))));
            assertThat(file.read("w", manager)).isEqualTo(before.read("w", manager));
        }
    }

    @Test
    void whatIsNotNeededIsANoteAndWhatIsNeededAnError() throws IOException {
        String json = "{\"rope\":{\"dtype\":\"C64\",\"shape\":[1],\"data_offsets\":[0,8]},"
                + "\"scale\":{\"dtype\":\"F4\",\"shape\":[2],\"data_offsets\":[8,9]},"
                + "\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[9,13]}}";
        Path file = folder.resolve("mixed.safetensors");
        Files.write(file, SafetensorsFileTest.file(json, 13));
        try (NDManager manager = NDManager.newBaseManager();
                Checkpoint checkpoint = Checkpoint.open(file)) {
            String[] notes = {
                "set aside rope, which is of the number format C64", "set aside scale, which is of the number format F4"
            };
            assertThat(checkpoint.notes()).containsExactly(notes);
            assertThat(checkpoint.loadInto(Map.of("w", manager.ones(new Shape(1)))))
                    .containsExactly(notes);
            Map<String, NDArray> needed = Map.of("w", manager.ones(new Shape(1)), "scale", manager.ones(new Shape(2)));
            assertThatThrownBy(() -> checkpoint.loadInto(needed))
                    .hasMessageContaining(
                            "PECO-316 weight scale is in the file and cannot be read: it is of the number format F4");
        }
    }

    @Test
    void typesOfPyTorchWithoutAStorageOfTheirOwn() throws IOException {
        Path file = pickled(
                "f8", PickleText.typed("float8_e4m3fn", 2),
                "u2", PickleText.typed("uint16", 2),
                "f4", PickleText.typed("float4_e2m1fn_x2", 2),
                "complex", PickleText.tensor("ComplexFloatStorage", 2));
        try (NDManager manager = NDManager.newBaseManager();
                WeightFile read = WeightFile.open(file)) {
            assertThat(read.read("f8", manager).toFloatArray()).containsExactly(1f, -1f);
            assertThat(read.read("u2", manager).toIntArray()).containsExactly(0xb838, 0x0001);
            assertThat(read.unsupported())
                    .containsOnly(
                            Map.entry("f4", "is of PyTorch's type float4_e2m1fn_x2"),
                            Map.entry("complex", "is of PyTorch's type ComplexFloatStorage"));
        }
    }

    @Test
    void tensorsOfOtherKindsAndObjectsOfUnknownClasses() throws IOException {
        String unknown = PickleText.global("mine.settings", "Options");
        Path file = pickled(
                "sparse", PickleText.global("torch._utils", "_rebuild_sparse_tensor") + "(NtR",
                "quantised", PickleText.global("torch._utils", "_rebuild_qtensor") + "(NtR",
                "when", PickleText.global("datetime", "datetime") + "(U\u0001atR",
                "options", unknown + ")\u0081}" + PickleText.text("lr") + "K\u0001sb",
                "more", unknown + ")\u0081",
                "norm", PickleText.global("functools", "partial") + "(" + unknown + "tR",
                "act", PickleText.global("mine", "activation"),
                "torch",
                        PickleText.global("torch.torch_version", "TorchVersion") + "(" + PickleText.text("2.1.0")
                                + "t\u0081",
                "w", PickleText.tensor("FloatStorage", 1));
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.weights().tensors()).containsOnlyKeys("w");
            assertThat(checkpoint.weights().metadata()).containsOnly(Map.entry("torch", "2.1.0"));
            assertThat(checkpoint.notes())
                    .containsExactly(
                            "set aside sparse, which is a sparse tensor",
                            "set aside quantised, which is a quantised tensor",
                            "set aside when, which is a date",
                            "set aside options, more, which are each an object of the class mine.settings.Options",
                            "set aside norm, which is what the function functools.partial makes",
                            "set aside act, which is what the function mine.activation makes");
        }
    }

    /** The whole of a network whose class is somebody's own: its tensors have the names of its state. */
    @Test
    void modulesOfUnknownClassesAreReadByTheirFields() throws IOException {
        String module = PickleText.global("mine.models", "Net") + ")\u0081}(" + PickleText.text("_parameters") + "}"
                + PickleText.text("w") + PickleText.tensor("FloatStorage", 1) + "s" + PickleText.text("_buffers") + "}"
                + PickleText.text("_modules") + "}" + PickleText.text("hook")
                + PickleText.global("mine.models", "hook") + "ub.";
        Path file = folder.resolve("module.pth");
        Files.write(file, PickledWeights.zip("\u0080\u0002" + module, numbers()));
        try (WeightFile read = WeightFile.open(file)) {
            assertThat(read.tensors()).containsOnlyKeys("w");
            assertThat(read.unsupported()).isEmpty();
        }
    }

    /** Beside a network, it is left out with the rest of what is there. */
    @Test
    void whatLiesOutsideOfTheNetwork() throws IOException {
        String network = "}" + PickleText.text("w") + PickleText.tensor("FloatStorage", 1) + "s";
        Path file = pickled(
                "model",
                network,
                "optimizer",
                "](" + PickleText.tensor("FloatStorage", 1) + PickleText.tensor("QInt8Storage", 1) + "e",
                "other",
                PickleText.tensor("ComplexFloatStorage", 1));
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.weights().tensors()).containsOnlyKeys("w");
            assertThat(checkpoint.notes())
                    .isEqualTo(List.of(
                            "left out optimizer: 1 tensor",
                            "set aside other, which is of PyTorch's type ComplexFloatStorage"));
        }
    }

    private Path pickled(String... namesAndValues) throws IOException {
        Path file = folder.resolve("file.pth");
        Files.write(file, PickledWeights.zip(PickleText.dictionary(namesAndValues), numbers()));
        return file;
    }

    private static byte[] numbers() {
        byte[] numbers = new byte[32];
        System.arraycopy(bytes(0x38, 0xb8, 1, 0), 0, numbers, 0, 4);
        return numbers;
    }

    private Path safetensors(String type, String shape, byte[] data) throws IOException {
        String json =
                "{\"w\":{\"dtype\":\"" + type + "\",\"shape\":" + shape + ",\"data_offsets\":[0," + data.length + "]}}";
        byte[] bytes = SafetensorsFileTest.file(json, data.length);
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(bytes.length - data.length)
                .put(data);
        Path file = folder.resolve("typed.safetensors");
        Files.write(file, bytes);
        return file;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
