package io.peco4j.nn.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.problem.InvalidInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SafetensorsFileTest {
    static byte[] file(String json, int dataLength) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + dataLength)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array();
    }

    @Test
    void everyKindOfDamageIsNamed(@TempDir Path temp) throws IOException {
        String f32 = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";
        record Case(String json, int data, String message) {}
        List<Case> cases = List.of(
                new Case("[]", 0, "not JSON of the right form"),
                new Case(f32, 8, "not JSON of the right form"),
                new Case(f32 + "} x", 8, "not JSON of the right form"),
                new Case(f32 + "}", 9, "take 8 bytes and the file holds 9"),
                new Case(f32 + "}", 7, "take 8 bytes and the file holds 7"),
                new Case(f32 + f32.replace('{', ',').replaceFirst(",\"dtype", "{\"dtype") + "}", 8, "twice"),
                new Case("{\"a\":{\"dtype\":\"F4\",\"shape\":[2],\"data_offsets\":[2,0]}}", 0, "before its begin"),
                new Case("{\"a\":{\"dtype\":\"F4\",\"shape\":[2],\"data_offsets\":[0,1]}}", 2, "take 1 bytes"),
                new Case("{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}", 8, "-2 in its shape"),
                new Case("{\"a\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}}", 8, "2.0 in its shape"),
                new Case("{\"a\":{\"dtype\":\"F32\",\"shape\":[\"2\"],\"data_offsets\":[0,8]}}", 8, "list of numbers"),
                new Case("{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", 8, "takes 12 bytes"),
                new Case(
                        "{\"a\":{\"dtype\":\"U8\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}",
                        0,
                        "too large"),
                new Case("{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2]}}", 2, "does not have all of"),
                new Case("{\"a\":{\"shape\":[2],\"data_offsets\":[0,2]}}", 2, "does not have all of"),
                new Case("{\"a\":{\"dtype\":\"U8\",\"strange\":1}}", 2, "strange"),
                new Case("{\"__metadata__\":{\"k\":1}}", 0, "metadata k"),
                new Case(
                        "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},"
                                + "\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[1,3]}}",
                        3,
                        "b begins at byte 1"),
                new Case("{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[1,3]}}", 3, "a begins at byte 1"));
        for (Case damaged : cases) {
            Path file = temp.resolve("case.safetensors");
            Files.write(file, file(damaged.json(), damaged.data()));
            assertThatThrownBy(() -> SafetensorsFile.open(file))
                    .as(damaged.json())
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("PECO-302")
                    .hasMessageContaining(damaged.message());
        }
        assertThatThrownBy(() -> SafetensorsFile.open(temp.resolve("none"))).hasMessageContaining("PECO-301");
        assertThatThrownBy(() -> SafetensorsFile.open(temp)).hasMessageContaining("PECO-301");
        assertThatThrownBy(() -> WeightFile.open(temp.resolve("case.pth"))).hasMessageContaining("PECO-301");
    }

    @Test
    void formatsThatTheEngineLacksAreWidened(@TempDir Path temp) throws IOException {
        Path file = temp.resolve("wide.safetensors");
        byte[] bytes = file(
                "{\"b\":{\"dtype\":\"BF16\",\"shape\":[3],\"data_offsets\":[0,6]},"
                        + "\"s\":{\"dtype\":\"I16\",\"shape\":[2],\"data_offsets\":[6,10]}}",
                10);
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(bytes.length - 10)
                .putShort((short) 0x3f80)
                .putShort((short) 0xc049)
                .putShort((short) 0x7f80)
                .putShort((short) -7)
                .putShort((short) 32767);
        Files.write(file, bytes);
        try (NDManager manager = NDManager.newBaseManager();
                SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThat(read.read("b", manager).toFloatArray()).containsExactly(1f, -3.140625f, Float.POSITIVE_INFINITY);
            assertThat(read.read("s", manager).toIntArray()).containsExactly(-7, 32767);
        }
    }

    @Test
    void aTensorOfManyPortionsIsReadWhole(@TempDir Path temp) {
        Path file = temp.resolve("large.safetensors");
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray large = manager.arange(0f, 5_000_001f, 1f);
            Safetensors.write(file, Map.of("large", large, "one", manager.create(true)), Map.of());
            try (SafetensorsFile read = SafetensorsFile.open(file)) {
                assertThat(read.read("large", manager).contentEquals(large)).isTrue();
                assertThat(read.read("one", manager).getBoolean()).isTrue();
            }
        }
    }

    @Test
    void readsWhatAnotherWriterWrote() {
        try (NDManager manager = NDManager.newBaseManager();
                WeightFile file = WeightFile.open(SharedFolder.file("parity/moco_contrastive_loss.safetensors"))) {
            assertThat(file.tensors().get("in.q")).isEqualTo(new TensorInfo(StoredType.F32, new Shape(7, 10)));
            assertThat(file.tensors().get("out.loss")).isEqualTo(new TensorInfo(StoredType.F32, new Shape()));
            assertThat(file.read("in.q", manager).toFloatArray()).hasSize(70).doesNotContain(Float.NaN);
            assertThat(file.read("out.loss", manager).getFloat()).isBetween(0f, 10f);
        }
    }
}
