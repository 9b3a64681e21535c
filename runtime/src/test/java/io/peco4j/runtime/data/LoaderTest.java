package io.peco4j.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Dataset.Corrupt;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.train.Batch;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.event.StageInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LoaderTest {
    private static final StageInfo STAGE = new StageInfo("key", "task", "probe", "probe", 3);

    @Test
    void threadsAndTheStartingPointChangeNothing() {
        List<String> all = read(reader(Numbers.of(23), Corrupt.FAIL), 0, 1);

        assertThat(all).hasSize(3 * 5);
        assertThat(read(reader(Numbers.of(23), Corrupt.FAIL), 0, 4)).isEqualTo(all);
        assertThat(read(reader(Numbers.of(23), Corrupt.FAIL), 7, 3)).isEqualTo(all.subList(7, all.size()));
        assertThat(all).doesNotHaveDuplicates();
    }

    @Test
    void everyCopyOfAnExampleIsPreparedWithRandomnessOfItsOwn() {
        ExampleReader reader = reader(Numbers.of(5), Corrupt.FAIL);
        List<Float> drawn = IntStream.range(0, 3)
                .mapToObj(copy -> drawn(reader.read(1, 4, copy)))
                .toList();

        assertThat(drawn).doesNotHaveDuplicates();
        assertThat(drawn(reader.read(1, 4, 2))).isEqualTo(drawn.get(2));
        assertThat(drawn(reader.read(2, 4, 2))).isNotEqualTo(drawn.get(2));
    }

    private static float drawn(Sample sample) {
        return ((Sample.Floats) Objects.requireNonNull(sample.fields().get("drawn"))).values()[0];
    }

    @Test
    void picturesBecomePlanesFromZeroToOne() {
        Numbers numbers = Numbers.of(3);
        try (Loader loader = loader(reader(numbers, Corrupt.FAIL), new SequentialOrder(3, 3), 0, Listener.none());
                LoadedBatch loaded = loader.next();
                NDManager manager = NDManager.newBaseManager("PyTorch")) {
            assertThat(loaded.portions().stream().map(Portion::size)).containsExactly(2, 1);
            Batch first = loaded.portions().get(0).on(manager);
            Batch rest = loaded.portions().get(1).on(manager);

            assertThat(first.get(Sample.IMAGE).getShape().getShape()).containsExactly(2, 3, 1, 1);
            assertThat(first.get(Sample.IMAGE).toFloatArray()).containsExactly(0, 1 / 255f, 1, 1 / 255f, 2 / 255f, 1);
            assertThat(rest.get(Sample.LABEL).toLongArray()).containsExactly(2);
            assertThat(rest.get("drawn").getShape().getShape()).containsExactly(1, 2);
            assertThatThrownBy(() -> first.get("mask"))
                    .hasMessageContaining("mask")
                    .hasMessageContaining("label");
        }
    }

    @Test
    void aBatchOutlivesTheMemoryThatItCameFrom() {
        TrainingOrder order = new TrainingOrder(6, 2, 9, new Seed(1));
        try (Loader loader = loader(reader(Numbers.of(6), Corrupt.FAIL), order, 0, Listener.none());
                NDManager manager = NDManager.newBaseManager("PyTorch")) {
            LoadedBatch loaded = loader.next();
            Batch kept = loaded.portions().get(0).on(manager);
            float[] image = kept.get(Sample.IMAGE).toFloatArray();
            long[] label = kept.get(Sample.LABEL).toLongArray();
            loaded.close();
            while (loader.hasNext()) {
                loader.next().close();
            }
            assertThat(kept.get(Sample.IMAGE).toFloatArray()).isEqualTo(image);
            assertThat(kept.get(Sample.LABEL).toLongArray()).isEqualTo(label);
        }
    }

    @Test
    void anUnreadableExampleStopsWithItsName() {
        Numbers numbers = new Numbers(10, Set.of(4));

        InvalidInputException stopped =
                catchThrowableOfType(InvalidInputException.class, () -> read(reader(numbers, Corrupt.FAIL), 0, 2));

        assertThat(stopped.problems().get(0).code()).isEqualTo("PECO-250");
        assertThat(stopped.problems().get(0).where()).isEqualTo("number-4.png");
    }

    @Test
    void anUnreadableExampleIsLeftOutAndEveryOtherRowIsWhatItWas() {
        List<String> whole = read(reader(Numbers.of(23), Corrupt.FAIL), 0, 2);
        List<Event> events = new ArrayList<>();
        ExampleReader broken = reader(new Numbers(23, Set.of(4, 5)), Corrupt.SKIP);
        List<String> left = read(broken, 0, 3, events::add);

        assertThat(rows(left))
                .isEqualTo(rows(whole).stream()
                        .filter(row -> !row.startsWith("4 ") && !row.startsWith("5 "))
                        .toList());
        assertThat(read(broken, 7, 1, Listener.none())).isEqualTo(left.subList(7, left.size()));
        assertThat(events)
                .containsExactlyInAnyOrder(
                        new Event.Skipped("train", "number-4.png", "number-4.png is no picture"),
                        new Event.Skipped("train", "number-5.png", "number-5.png is no picture"));
    }

    /** Label and what was drawn, of each row. */
    private static List<String> rows(List<String> batches) {
        return batches.stream().flatMap(batch -> batch.substring(2).lines()).toList();
    }

    @Test
    void aBatchWithoutAReadableExampleIsEmpty() {
        List<Integer> sizes = new ArrayList<>();
        try (Loader loader = loader(
                reader(new Numbers(6, Set.of(2, 3, 4)), Corrupt.SKIP), new SequentialOrder(6, 2), 0, Listener.none())) {
            while (loader.hasNext()) {
                try (LoadedBatch loaded = loader.next()) {
                    assertThat(loaded.portions()).noneMatch(portion -> portion.size() == 0);
                    sizes.add(loaded.size());
                }
            }
        }
        assertThat(sizes).containsExactly(2, 0, 1);
    }

    @Test
    void nothingReadableIsAnError() {
        Numbers numbers = new Numbers(3, Set.of(0, 1, 2));

        assertThatThrownBy(() -> read(reader(numbers, Corrupt.SKIP), 0, 2))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("3 examples in a row");
    }

    @Test
    void aFailingOrUnevenPreparationNamesTheExample() {
        Preparation failing = (example, random) -> {
            throw new IllegalStateException("too small");
        };
        Preparation uneven = (example, random) ->
                Sample.of(Sample.IMAGE, example.image()).with("x", new float[random.nextInt(1, 4)]);

        assertThatThrownBy(() -> read(new ExampleReader(Numbers.of(5), Corrupt.FAIL, failing, new Seed(0)), 0, 1))
                .isInstanceOf(ExampleFailedException.class)
                .hasMessageContaining("number-")
                .hasMessageContaining("too small");
        assertThatThrownBy(() -> read(new ExampleReader(Numbers.of(5), Corrupt.FAIL, uneven, new Seed(0)), 0, 1))
                .isInstanceOf(ExampleFailedException.class)
                .hasMessageContaining("number-");
    }

    @Test
    void closingEndsTheThreadsAndAnInterruptIsKept() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Preparation stuck = (example, random) -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Sample.of(Sample.IMAGE, example.image());
        };
        Loader loader = loader(
                new ExampleReader(Numbers.of(5), Corrupt.FAIL, stuck, new Seed(0)),
                new SequentialOrder(5, 5),
                0,
                Listener.none());

        List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("peco4j-loader") && thread.isAlive())
                .toList();

        Thread.currentThread().interrupt();
        assertThatThrownBy(loader::next).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        loader.close();

        for (Thread thread : threads) {
            thread.join(5000);
        }
        assertThat(threads).hasSizeGreaterThanOrEqualTo(2).noneMatch(Thread::isAlive);
    }

    @Test
    void aPassOverASplitIsInOrderAndClosesItsTensors() {
        List<Batch> batches = new ArrayList<>();
        List<Long> labels = new ArrayList<>();
        List<Event> events = new ArrayList<>();

        new SplitExamples(Numbers.of(7), STAGE, 3, events::add).forEach("train", 3, Numbers.PREPARATION, batch -> {
            batches.add(batch);
            Arrays.stream(batch.get(Sample.LABEL).toLongArray()).forEach(labels::add);
        });

        assertThat(labels).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(batches).extracting(Batch::size).containsExactly(3, 3, 1);
        assertThat(batches).allMatch(batch -> !batch.manager().isOpen());
        assertThat(events).last().isEqualTo(new Event.Progress(STAGE, "reading train", 7, 7));
    }

    private static ExampleReader reader(Numbers numbers, Corrupt corrupt) {
        return new ExampleReader(numbers, corrupt, Numbers.PREPARATION, new Seed(42));
    }

    private static Loader loader(ExampleReader reader, BatchOrder order, long first, Listener listener) {
        return new Loader(reader, order, first, 2, 2, listener);
    }

    private static List<String> read(ExampleReader reader, long first, int threads) {
        return read(reader, first, threads, Listener.none());
    }

    /**
     * Three epochs in batches of four, as text: the epoch, then a line for each row with its label and what was drawn.
     */
    private static List<String> read(ExampleReader reader, long first, int threads, Listener listener) {
        TrainingOrder order = new TrainingOrder(reader.split().size(), 4, 3, new Seed(42));
        List<String> batches = new ArrayList<>();
        try (Loader loader = new Loader(reader, order, first, 3, threads, listener);
                NDManager manager = NDManager.newBaseManager("PyTorch")) {
            while (loader.hasNext()) {
                try (LoadedBatch loaded = loader.next()) {
                    StringBuilder text = new StringBuilder().append(loaded.epoch());
                    for (Portion portion : loaded.portions()) {
                        Batch batch = portion.on(manager);
                        long[] labels = batch.get(Sample.LABEL).toLongArray();
                        float[] drawn = batch.get("drawn").toFloatArray();
                        for (int row = 0; row < labels.length; row++) {
                            text.append('\n')
                                    .append(labels[row])
                                    .append(' ')
                                    .append(drawn[2 * row])
                                    .append(' ')
                                    .append(drawn[2 * row + 1]);
                        }
                    }
                    batches.add(text.toString());
                }
            }
        }
        return batches;
    }
}
