package io.peco4j.runtime.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.data.FileStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IndexFileTest {
    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve("contents.index");
    }

    @Test
    void theLastRecordOfAPathCounts() throws IOException {
        add(record(1, 10), record(2, 20));
        add(record(1, 11));
        assertThat(load()).containsExactlyInAnyOrder(record(1, 11), record(2, 20));
    }

    @Test
    void whereverAProcessWasKilledTheRestIsRead() throws IOException {
        add(record(1, 10), record(2, 20));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            // One that knows nothing of the damage goes on behind it.
            add(record(3, 30));
            List<Remembered> expected = new ArrayList<>(List.of(record(3, 30)));
            if (length >= Remembered.SIZE) {
                expected.add(record(1, 10));
            }
            if (length == whole.length) {
                expected.add(record(2, 20));
            }
            assertThat(load()).as("cut at " + length).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void aDamagedByteCostsOneRecord() throws IOException {
        add(record(1, 10), record(2, 20), record(3, 30));
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < Remembered.SIZE; i++) {
            byte[] damaged = whole.clone();
            damaged[Remembered.SIZE + i] ^= 4;
            Files.write(file, damaged);
            assertThat(load()).as("byte " + i).containsExactlyInAnyOrder(record(1, 10), record(3, 30));
        }
    }

    @Test
    void whatIsDamagedOrOutOfDateIsWrittenAnew() throws IOException {
        Files.writeString(file, "this is no index, but it is in its place ".repeat(10));
        IndexFile index = new IndexFile(file);
        assertThat(index.load()).isEmpty();
        index.add(List.of(record(1, 10)), List.of(record(1, 10)));
        assertThat(file).hasSize(Remembered.SIZE);

        add(record(1, 11));
        add(record(1, 12));
        index = new IndexFile(file);
        assertThat(index.load()).hasSize(1);
        index.add(List.of(record(2, 20)), List.of(record(1, 12), record(2, 20)));
        assertThat(file).hasSize(2 * Remembered.SIZE);
        assertThat(load()).containsExactlyInAnyOrder(record(1, 12), record(2, 20));
    }

    @Test
    void severalWritersShareIt() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            int first = 1000 * writer;
            writers.add(threads.submit(() -> {
                for (int i = 0; i < 100; i++) {
                    add(record(first + i, i));
                }
                return null;
            }));
        }
        for (Future<?> writer : writers) {
            writer.get();
        }
        threads.shutdown();
        assertThat(load()).hasSize(400);
    }

    private void add(Remembered... records) throws IOException {
        new IndexFile(file).add(List.of(records), List.of(records));
    }

    private List<Remembered> load() {
        return List.copyOf(new IndexFile(file).load().values());
    }

    private static Remembered record(int path, int size) {
        return new Remembered(
                new PathKey(path, -path), new FileStamp(size, 2, 3), String.format("%064x", 1000 * path + size));
    }
}
