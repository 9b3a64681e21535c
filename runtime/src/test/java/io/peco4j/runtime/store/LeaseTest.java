package io.peco4j.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeaseTest {
    private static final String KEY = "abc";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir
    Path folder;

    @Test
    void whoIsLateLosesItAndOverwritesNothing() throws IOException {
        FolderObjects objects = new FolderObjects(folder.resolve("objects"));
        Lease first = Lease.take(objects, now::get, KEY, "first").orElseThrow();
        assertThat(Lease.take(objects, now::get, KEY, "second")).isEmpty();
        pass(10);
        assertThat(first.renew()).isTrue();
        first.save(checkpoint("of the first"));
        pass(10);
        assertThat(Lease.take(objects, now::get, KEY, "second")).isEmpty();
        assertThat(Lease.owner(objects, KEY)).contains("first");

        pass(6);
        Lease second = Lease.take(objects, now::get, KEY, "second").orElseThrow();
        assertThat(restored(second)).isEqualTo("of the first");
        second.save(checkpoint("of the second"));
        first.save(checkpoint("late"));
        assertThat(first.renew()).isFalse();
        first.release();

        assertThat(Lease.take(objects, now::get, KEY, "third")).isEmpty();
        second.release();
        Lease third = Lease.take(objects, now::get, KEY, "third").orElseThrow();
        assertThat(restored(third)).isEqualTo("of the second");
        third.clear();
        assertThat(third.checkpoint()).isEmpty();
    }

    /** Also where requests are repeated, and the one who takes it is told that it was too late. */
    @Property(tries = 100)
    void oneOfTwoTakesIt(@ForAll long seed) throws Exception {
        UnreliableObjects objects = new UnreliableObjects(seed, now::get);
        List<UnreliableObjects.Client> clients =
                List.of(objects.client(Integer.MAX_VALUE), objects.client(Integer.MAX_VALUE));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Boolean>> taken = new ArrayList<>();
            for (UnreliableObjects.Client client : clients) {
                Callable<Boolean> taking = () -> {
                    try (client) {
                        return Lease.take(client, now::get, KEY, "client " + clients.indexOf(client))
                                .map(lease -> {
                                    try {
                                        return lease.renew();
                                    } catch (IOException e) {
                                        throw new IllegalStateException(e);
                                    }
                                })
                                .orElse(false);
                    }
                };
                taken.add(threads.submit(taking));
            }
            assertThat(taken.get(0).get() ^ taken.get(1).get()).isTrue();
        } finally {
            threads.shutdownNow();
        }
    }

    private void pass(int minutes) {
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(minutes)));
    }

    private Path checkpoint(String content) throws IOException {
        return Files.writeString(folder.resolve("checkpoint"), content);
    }

    private String restored(Lease lease) throws IOException {
        Path file = folder.resolve("restored");
        Files.deleteIfExists(file);
        assertThat(lease.restore(lease.checkpoint().orElseThrow(), file)).isTrue();
        return Files.readString(file);
    }
}
