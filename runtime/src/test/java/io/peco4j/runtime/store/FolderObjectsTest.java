package io.peco4j.runtime.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderObjectsTest {
    @TempDir
    Path folder;

    private FolderObjects objects = new FolderObjects(Path.of("unused"));

    @BeforeEach
    void open() {
        objects = new FolderObjects(folder.resolve("objects"));
    }

    @Test
    void conditionsDecide() throws IOException {
        assertThat(objects.putIfMatch("keys/a", bytes("1"), "none")).isEmpty();
        String etag = objects.putIfAbsent("keys/a", bytes("1")).orElseThrow();
        assertThat(objects.putIfAbsent("keys/a", bytes("2"))).isEmpty();
        String next = objects.putIfMatch("keys/a", bytes("3"), etag).orElseThrow();
        assertThat(objects.putIfMatch("keys/a", bytes("4"), etag)).isEmpty();
        assertThat(objects.get("keys/a").orElseThrow().etag()).isEqualTo(next);
        assertThat(objects.get("keys/a").orElseThrow().content()).isEqualTo(bytes("3"));
        assertThat(objects.get("keys/b")).isEmpty();
    }

    /** Threads that count up by conditional puts lose no count. */
    @Test
    void ofTwoPutsOnOneConditionOneIsDone() throws Exception {
        objects.putIfAbsent("leases/a", bytes("0"));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(threads.submit(() -> {
                    for (int done = 0; done < 20; ) {
                        ObjectStore.Found found = objects.get("leases/a").orElseThrow();
                        int count = Integer.parseInt(new String(found.content(), UTF_8));
                        Optional<String> put =
                                objects.putIfMatch("leases/a", bytes(Integer.toString(count + 1)), found.etag());
                        done += put.isPresent() ? 1 : 0;
                    }
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(objects.get("leases/a").orElseThrow().content()).isEqualTo(bytes("80"));
    }

    @Test
    void whatAKilledProcessWasPuttingIsDroppedByItsAge() throws IOException {
        Path incoming = Files.createDirectories(folder.resolve("objects/.incoming"));
        Path left = Files.writeString(incoming.resolve("left"), "half");
        Path current = Files.writeString(incoming.resolve("current"), "half");
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(25))));

        objects.putIfAbsent("keys/a", bytes("1"));
        objects.dropUnfinished(Instant.now().minus(Duration.ofDays(1)));

        assertThat(incoming).isDirectoryContaining(current::equals).isDirectoryNotContaining(left::equals);
        assertThat(objects.get("keys/a")).isPresent();
    }

    @Test
    void filesComeBackAndAreListedByTheirNames() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "content");
        objects.upload("data/k/1/b/c", file);
        objects.upload("data/k/1/a", file);
        objects.upload("data/l/1/a", file);
        assertThat(objects.list("data/k/")).map(ObjectStore.Listed::name).containsExactly("data/k/1/a", "data/k/1/b/c");
        assertThat(objects.list("data/none/")).isEmpty();
        assertThat(objects.download("data/k/1/a", folder.resolve("back"))).isTrue();
        assertThat(folder.resolve("back")).hasContent("content");
        assertThat(objects.download("data/k/1/none", folder.resolve("none"))).isFalse();
        objects.delete("data/k/1/a");
        objects.delete("data/k/1/a");
        assertThat(objects.list("data/")).hasSize(2);
        assertThatThrownBy(() -> objects.get("../file")).hasMessageContaining("no name of an object");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
