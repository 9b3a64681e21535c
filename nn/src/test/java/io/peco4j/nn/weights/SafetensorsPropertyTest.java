package io.peco4j.nn.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.problem.InvalidInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;

final class SafetensorsPropertyTest {
    private static final List<DataType> STORABLE = List.of(
            DataType.FLOAT64,
            DataType.FLOAT32,
            DataType.FLOAT16,
            DataType.INT64,
            DataType.INT32,
            DataType.INT8,
            DataType.UINT8,
            DataType.BOOLEAN);

    private final Path folder;

    SafetensorsPropertyTest() throws IOException {
        folder = Files.createTempDirectory("safetensors");
    }

    @AfterProperty
    void deleteFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Property(tries = 60)
    void whatIsWrittenIsReadBack(
            @ForAll @Size(min = 1, max = 6) List<@Size(max = 3) List<@IntRange(max = 4) Integer>> shapes,
            @ForAll long seed)
            throws IOException {
        Random random = new Random(seed);
        try (NDManager manager = NDManager.newBaseManager()) {
            Map<String, NDArray> tensors = new TreeMap<>();
            for (List<Integer> dimensions : shapes) {
                Shape shape = new Shape(
                        dimensions.stream().mapToLong(Integer::longValue).toArray());
                DataType dtype = STORABLE.get(random.nextInt(STORABLE.size()));
                tensors.put("tensor \"" + tensors.size() + "\" \u00e9", values(manager, random, shape, dtype));
            }
            Map<String, String> metadata = Map.of("seed", Long.toString(seed), "text", "{\"a\": \"\u2028\"}");
            Path file = folder.resolve("written.safetensors");
            Safetensors.write(file, tensors, metadata);
            try (SafetensorsFile read = SafetensorsFile.open(file)) {
                assertThat(read.metadata()).isEqualTo(metadata);
                assertThat(read.tensors().keySet()).containsExactlyInAnyOrderElementsOf(tensors.keySet());
                tensors.forEach((name, tensor) -> {
                    NDArray again = read.read(name, manager);
                    assertThat(again.getDataType()).isEqualTo(tensor.getDataType());
                    assertThat(again.getShape()).isEqualTo(tensor.getShape());
                    assertThat(again.toByteArray()).isEqualTo(tensor.toByteArray());
                });
            }
            byte[] bytes = Files.readAllBytes(file);
            assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8)
                    .isZero();
            Map<String, NDArray> reversed = new LinkedHashMap<>();
            tensors.keySet().stream()
                    .sorted(Comparator.reverseOrder())
                    .forEach(name -> reversed.put(name, Objects.requireNonNull(tensors.get(name))));
            Safetensors.write(file, reversed, metadata);
            assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
            try (Stream<Path> left = Files.list(folder)) {
                assertThat(left).containsExactly(file);
            }
        }
    }

    private static NDArray values(NDManager manager, Random random, Shape shape, DataType dtype) {
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = dtype == DataType.BOOLEAN ? random.nextInt(2) : random.nextInt(100);
        }
        return manager.create(values, shape).toType(dtype, false);
    }

    /** A header that was changed in one place is refused with a sentence, or the file is still a sound one. */
    @Property(tries = 400)
    void aDamagedHeaderIsRefusedWithAMessage(@ForAll long seed) throws IOException {
        byte[] bytes = sound();
        int headerEnd =
                8 + (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        Random random = new Random(seed);
        int position = random.nextInt(headerEnd);
        byte[] interesting = "0123456789-+.eE\"[]{},: \0F\u00ff".getBytes(StandardCharsets.ISO_8859_1);
        bytes[position] =
                random.nextBoolean() ? interesting[random.nextInt(interesting.length)] : (byte) random.nextInt(256);
        Path file = folder.resolve("damaged.safetensors");
        Files.write(file, bytes);
        try (NDManager manager = NDManager.newBaseManager();
                SafetensorsFile read = SafetensorsFile.open(file)) {
            for (String name : read.tensors().keySet()) {
                assertThat(read.read(name, manager).getShape())
                        .isEqualTo(
                                Objects.requireNonNull(read.tensors().get(name)).shape());
            }
        } catch (InvalidInputException e) {
            assertThat(e.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.code()).isEqualTo("PECO-302");
                assertThat(problem.what()).contains("not a valid safetensors file: ");
                assertThat(problem.where()).isEqualTo(file.toString());
            });
        }
    }

    @Property(tries = 40)
    void aTruncatedFileIsRefused(@ForAll @IntRange(max = 1000) int length) throws IOException {
        byte[] bytes = sound();
        Path file = folder.resolve("truncated.safetensors");
        Files.write(file, Arrays.copyOf(bytes, Math.min(length, bytes.length - 1)));
        assertThatThrownBy(() -> SafetensorsFile.open(file)).hasMessageContaining("PECO-302");
    }

    private static byte[] sound() {
        String json =
                "{\"__metadata__\":{\"k\":\"v\"},\"a\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
                        + "\"b\":{\"dtype\":\"I16\",\"shape\":[4],\"data_offsets\":[24,32]},"
                        + "\"c\":{\"dtype\":\"BOOL\",\"shape\":[],\"data_offsets\":[32,33]}}";
        return SafetensorsFileTest.file(json, 33);
    }
}
