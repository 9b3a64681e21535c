package io.peco4j.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.ClassMap;
import io.peco4j.api.data.Dataset.Corrupt;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.data.UnreadableExampleException;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.train.Batch;
import io.peco4j.runtime.event.Listener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of each kind of field on its way to the engine. */
final class FieldsTest {
    @Test
    void everyKindOfFieldKeepsItsNumbers() {
        RgbImage dark = new RgbImage(2, 1, new byte[] {0, 51, 102, 1, 52, 103});
        RgbImage light = new RgbImage(2, 1, new byte[] {(byte) 204, (byte) 255, 0, 3, 4, 5});
        Sample first = Sample.of(Sample.FRAMES, List.of(dark, light))
                .with("bytes", new byte[] {1, -1}, 2)
                .with(Sample.CLASSES, ClassMap.of(2, 1, new byte[] {7, (byte) ClassMap.IGNORE_BYTE}))
                .with("wide", ClassMap.of(2, 1, new short[] {300, (short) ClassMap.IGNORE_SHORT}));
        Sample second = Sample.of(Sample.FRAMES, List.of(light, dark))
                .with("bytes", new byte[] {2, 3}, 2)
                .with(Sample.CLASSES, ClassMap.of(2, 1, new byte[] {8, 9}))
                .with("wide", ClassMap.of(2, 1, new short[] {1, 2}));
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            Batch batch = Portion.of(List.of(first, second)).on(manager);

            NDArray frames = batch.get(Sample.FRAMES);
            assertThat(frames.getShape()).isEqualTo(new Shape(2, 2, 3, 1, 2));
            assertThat(frames.get(0, 0).toFloatArray())
                    .containsExactly(0, 1 / 255f, 51 / 255f, 52 / 255f, 102 / 255f, 103 / 255f);
            assertThat(frames.get(0, 1)).isEqualTo(frames.get(1, 0));
            assertThat(batch.get("bytes").getDataType()).isEqualTo(DataType.UINT8);
            assertThat(batch.get("bytes").toUint8Array()).containsExactly(1, 255, 2, 3);
            assertThat(batch.get(Sample.CLASSES).getShape()).isEqualTo(new Shape(2, 1, 2));
            assertThat(batch.get(Sample.CLASSES).toUint8Array()).containsExactly(7, 255, 8, 9);
            assertThat(batch.get("wide").toLongArray()).containsExactly(300, 65535, 1, 2);
            assertThat(batch.rows("bytes").get(1).toUint8Array()).containsExactly(2, 3);
            assertThat(batch.indices()).containsExactly(0, 1);
        }
    }

    @Test
    void raggedRowsComeApart() {
        Sample none = Sample.of(Sample.IMAGE, new RgbImage(1, 1, new byte[3]))
                .ragged(Sample.BOXES, new Sample.Floats(new float[0], 0, 4))
                .ragged("view", new Sample.Picture(new RgbImage(1, 2, new byte[] {0, 0, 0, 51, 0, 0})));
        Sample two = Sample.of(Sample.IMAGE, new RgbImage(1, 1, new byte[3]))
                .ragged(Sample.BOXES, new Sample.Floats(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 4))
                .ragged("view", new Sample.Picture(new RgbImage(3, 1, new byte[9])));
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            Batch batch = Portion.of(List.of(none, two)).on(manager);

            assertThat(batch.rows(Sample.BOXES))
                    .extracting(NDArray::getShape)
                    .containsExactly(new Shape(0, 4), new Shape(2, 4));
            assertThat(batch.rows(Sample.BOXES).get(1).toFloatArray()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
            assertThat(batch.rows("view"))
                    .extracting(NDArray::getShape)
                    .containsExactly(new Shape(3, 2, 1), new Shape(3, 1, 3));
            assertThat(batch.rows("view").get(0).toFloatArray()).containsExactly(0, 0.2f, 0, 0, 0, 0);
            assertThatThrownBy(() -> batch.get(Sample.BOXES)).hasMessageContaining("rows(\"boxes\")");
            assertThatThrownBy(() -> batch.rows("masks")).hasMessageContaining("only [boxes, image, view]");
        }
    }

    @Test
    void rowsThatDoNotResembleEachOtherAreRefused() {
        Sample floats = sample(new Sample.Ragged(new Sample.Floats(new float[4], 1, 4)));
        for (Sample other : List.of(
                sample(new Sample.Ragged(new Sample.Longs(new long[4], 1, 4))),
                sample(new Sample.Ragged(new Sample.Floats(new float[4], 4))),
                sample(new Sample.Floats(new float[4], 1, 4)))) {
            assertThatThrownBy(() -> Portion.of(List.of(floats, other)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("ragged float32 (1, 4)");
        }
        assertThatThrownBy(() -> Portion.of(List.of(sample(new Sample.Bytes(new byte[5], 2, 2)))))
                .hasMessageContaining("5 values for the shape (2, 2)");
    }

    private static Sample sample(Sample.Field field) {
        return new Sample(Map.of("x", field));
    }

    @Test
    void raggedRowsUseMemoryAgainAndLeaveThatOfOtherFieldsAlone() {
        BufferPools pools = new BufferPools();
        long most = 0;
        for (int step = 0; step < 200; step++) {
            int objects = 1 + step * 37 % 90;
            Portion portion = new Portion(0, new int[] {0, 1}, pools);
            for (int row = 0; row < 2; row++) {
                portion.write(
                        row,
                        Sample.of(Sample.IMAGE, new RgbImage(64, 64, new byte[3 * 64 * 64]))
                                .ragged(Sample.BOXES, new Sample.Floats(new float[4 * objects], objects, 4)));
            }
            portion.release();
            most = Math.max(most, pools.allocated());
        }
        // One buffer of pictures; of boxes two of each power of two at the most, from 64 to 2048 bytes.
        assertThat(most).isLessThanOrEqualTo(1 + 2 * 6);
    }

    @Test
    void rowsKeepTheirExamplesWhenOthersAreLeftOut() {
        Preparation ragged = (example, random) -> Numbers.PREPARATION
                .prepare(example, random)
                .ragged(
                        "many",
                        new Sample.Longs(
                                new long[example.image().rgb()[0]],
                                example.image().rgb()[0]));
        ExampleReader reader = new ExampleReader(new Numbers(7, Set.of(1, 4, 5)), Corrupt.SKIP, ragged, new Seed(1));
        List<Long> indices = new ArrayList<>();
        try (Loader loader = new Loader(reader, new SequentialOrder(7, 4), 0, 3, 2, Listener.none());
                NDManager manager = NDManager.newBaseManager("PyTorch")) {
            while (loader.hasNext()) {
                try (LoadedBatch loaded = loader.next()) {
                    for (Portion portion : loaded.portions()) {
                        Batch batch = portion.on(manager);
                        IntStream.range(0, batch.size()).forEach(row -> {
                            long index = batch.indices()[row];
                            assertThat(batch.get(Sample.LABEL).toLongArray()[row])
                                    .isEqualTo(index);
                            assertThat(batch.rows("many").get(row).getShape()).isEqualTo(new Shape(index));
                            indices.add(index);
                        });
                    }
                }
            }
        }
        assertThat(indices).containsExactly(0L, 2L, 3L, 6L);
    }

    @Test
    void whatCannotBeDecodedWhenItIsPreparedCountsAsUnreadable() {
        Preparation decoding = (example, random) -> {
            Sample sample = Numbers.PREPARATION.prepare(example, random);
            if (example.image().rgb()[0] == 2) {
                throw new UnreadableExampleException("frame 3 is cut off");
            }
            return sample;
        };
        Numbers numbers = Numbers.of(4);
        assertThatThrownBy(() -> new ExampleReader(numbers, Corrupt.FAIL, decoding, new Seed(1)).read(0, 2, 0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("PECO-250");
        assertThatThrownBy(() -> new ExampleReader(numbers, Corrupt.SKIP, decoding, new Seed(1)).read(0, 2, 0))
                .isInstanceOf(UnreadableExampleException.class);
    }
}
