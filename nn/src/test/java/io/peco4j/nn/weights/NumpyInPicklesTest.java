package io.peco4j.nn.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Arrays of NumPy in files of PyTorch are tensors. */
final class NumpyInPicklesTest {
    private final Path file;

    NumpyInPicklesTest() throws IOException {
        file = Files.createTempFile("numpy", ".pth");
    }

    @AfterEach
    @AfterProperty
    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    @Property(tries = 100)
    void arraysOfEveryProtocolAndOrderAreRead(
            @ForAll @IntRange(min = 2, max = 5) int protocol,
            @ForAll boolean bigEndian,
            @ForAll boolean fortran,
            @ForAll @Size(max = 3) List<@IntRange(max = 4) Integer> sides,
            @ForAll long seed)
            throws IOException {
        int[] shape = sides.stream().mapToInt(Integer::intValue).toArray();
        int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        SplittableRandom random = new SplittableRandom(seed);
        float[] expected = new float[size];
        ByteBuffer data =
                ByteBuffer.allocate(4 * size).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < size; i++) {
            expected[i] = (float) random.nextDouble(-1, 1);
            data.putFloat(4 * (fortran ? place(i, shape) : i), expected[i]);
        }
        write("w", PickleText.array(protocol, "f4", bigEndian ? '>' : '<', fortran, data.array(), shape));
        try (NDManager manager = NDManager.newBaseManager();
                WeightFile read = WeightFile.open(file)) {
            NDArray tensor = read.read("w", manager);
            assertThat(tensor.getShape())
                    .isEqualTo(new Shape(
                            sides.stream().mapToLong(Integer::longValue).toArray()));
            assertThat(tensor.toFloatArray()).containsExactly(expected);
        }
    }

    /** Where the element that comes as the given one in C order lies in Fortran's. */
    private static int place(int index, int[] shape) {
        int rest = index;
        int place = 0;
        for (int i = shape.length - 1; i >= 0; i--) {
            int step = 1;
            for (int j = 0; j < i; j++) {
                step *= shape[j];
            }
            place += rest % shape[i] * step;
            rest /= shape[i];
        }
        return place;
    }

    /** Numbers of more than a megabyte are not held as text. */
    @Test
    void longArraysOfOldProtocols() throws IOException {
        byte[] data = new byte[1 << 20];
        new SplittableRandom(1).nextBytes(data);
        write("w", PickleText.array(2, "u1", '|', false, data, data.length));
        try (NDManager manager = NDManager.newBaseManager();
                WeightFile read = WeightFile.open(file)) {
            assertThat(read.read("w", manager).toByteArray()).isEqualTo(data);
        }
    }

    @Test
    void scalarsAreNumbersBesideTheTensors() throws IOException {
        byte[] half = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(0.5)
                .array();
        write("best", PickleText.scalar("f8", half), "epoch", PickleText.scalar("i1", new byte[] {7}));
        try (WeightFile read = WeightFile.open(file)) {
            assertThat(read.tensors()).isEmpty();
            assertThat(read.unsupported()).isEmpty();
            assertThat(read.metadata()).containsOnly(Map.entry("best", "0.5"), Map.entry("epoch", "7"));
        }
    }

    @Test
    void arraysOfOtherThingsAreSetAside() throws IOException {
        write(
                "names", PickleText.array(3, "U2", '<', false, new byte[16], 2),
                "times", PickleText.array(3, "M8", '<', false, new byte[16], 2),
                "waves", PickleText.array(3, "c8", '<', false, new byte[16], 2),
                "objects",
                        PickleText.emptyArray() + "(K\u0001K\u0001\u0085" + PickleText.dtype("O8", '|') + "\u0089]tb",
                "empty", PickleText.emptyArray(),
                "w", PickleText.array(3, "i2", '>', false, new byte[] {1, 0}, 1));
        try (NDManager manager = NDManager.newBaseManager();
                WeightFile read = WeightFile.open(file)) {
            assertThat(read.tensors()).containsOnlyKeys("w");
            assertThat(read.read("w", manager).toIntArray()).containsExactly(256);
            assertThat(read.unsupported())
                    .containsOnly(
                            Map.entry("names", "holds text"),
                            Map.entry("times", "holds dates"),
                            Map.entry("waves", "holds complex numbers"),
                            Map.entry("objects", "holds Python objects"),
                            Map.entry("empty", "is an array of NumPy's in a form that is not known"));
        }
    }

    @Test
    void arraysOfOtherSizesThanTheySayAreDamaged() throws IOException {
        write("w", PickleText.array(3, "f4", '<', false, new byte[7], 2));
        assertThatThrownBy(() -> WeightFile.open(file))
                .hasMessageContaining("PECO-308")
                .hasMessageContaining("tensor w takes 8 bytes, and other 7 are in it");
    }

    private void write(String... namesAndValues) throws IOException {
        Files.write(file, PickledWeights.zip(PickleText.dictionary(namesAndValues), new byte[0]));
    }
}
