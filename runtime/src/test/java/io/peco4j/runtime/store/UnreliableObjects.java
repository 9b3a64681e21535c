package io.peco4j.runtime.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Objects in memory, behind a network that repeats requests, at once or much later, and answers to the last. Several
 * clients on threads of their own take turns, in an order that a seed decides; a client may be cut off.
 */
final class UnreliableObjects {
    private final Map<String, Entry> entries = new TreeMap<>();
    private final List<Request<?>> late = new ArrayList<>();
    private final Random random;
    private final InstantSource clock;
    private final Set<Integer> clients = new HashSet<>();
    private int turn = -1;
    private long etags;

    @SuppressWarnings("ArrayRecordComponent")
    private record Entry(byte[] content, String etag, Instant modified) {}

    private interface Request<T> {
        T done() throws IOException;
    }

    UnreliableObjects(long seed, InstantSource clock) {
        this.random = new Random(seed);
        this.clock = clock;
    }

    /**
     * A client; all join before the first one asks for anything.
     *
     * @param requests after which it is cut off
     */
    synchronized Client client(int requests) {
        int id = clients.size();
        clients.add(id);
        turn = 0;
        return new Client(id, requests);
    }

    /** Lets all that is still under way arrive. */
    synchronized void settle() throws IOException {
        while (!late.isEmpty()) {
            late.remove(random.nextInt(late.size())).done();
        }
    }

    private void next() {
        List<Integer> left = List.copyOf(clients);
        turn = left.isEmpty() ? -1 : left.get(random.nextInt(left.size()));
        notifyAll();
    }

    private String put(String name, byte[] content) {
        String etag = "etag " + etags++;
        entries.put(name, new Entry(content, etag, clock.instant()));
        return etag;
    }

    final class Client implements ObjectStore, AutoCloseable {
        private final int id;
        private int left;

        private Client(int id, int requests) {
            this.id = id;
            this.left = requests;
        }

        private <T> T ask(boolean repeats, Request<T> request) throws IOException {
            synchronized (UnreliableObjects.this) {
                while (turn != id) {
                    try {
                        UnreliableObjects.this.wait();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                }
                try {
                    if (left-- == 0) {
                        throw new IOException("cut off");
                    }
                    if (!late.isEmpty() && random.nextInt(3) == 0) {
                        late.remove(random.nextInt(late.size())).done();
                    }
                    T answer = request.done();
                    if (repeats && random.nextInt(3) == 0) {
                        answer = request.done();
                    }
                    if (repeats && random.nextInt(3) == 0) {
                        late.add(request);
                    }
                    return answer;
                } finally {
                    next();
                }
            }
        }

        @Override
        public Optional<Found> get(String name) throws IOException {
            return ask(
                    false,
                    () -> Optional.ofNullable(entries.get(name))
                            .map(entry -> new Found(entry.content().clone(), entry.etag())));
        }

        @Override
        public Optional<String> putIfAbsent(String name, byte[] content) throws IOException {
            return ask(true, () -> entries.containsKey(name) ? Optional.empty() : Optional.of(put(name, content)));
        }

        @Override
        public Optional<String> putIfMatch(String name, byte[] content, String etag) throws IOException {
            return ask(
                    true,
                    () -> entries.containsKey(name)
                                    && Objects.requireNonNull(entries.get(name))
                                            .etag()
                                            .equals(etag)
                            ? Optional.of(put(name, content))
                            : Optional.empty());
        }

        @Override
        public void upload(String name, Path file) throws IOException {
            byte[] content = Files.readAllBytes(file);
            ask(true, () -> put(name, content));
        }

        @Override
        public boolean download(String name, Path file) throws IOException {
            Optional<Found> found = get(name);
            if (found.isPresent()) {
                Files.write(file, found.get().content());
            }
            return found.isPresent();
        }

        @Override
        public List<Listed> list(String prefix) throws IOException {
            return ask(
                    false,
                    () -> entries.entrySet().stream()
                            .filter(entry -> entry.getKey().startsWith(prefix))
                            .map(entry ->
                                    new Listed(entry.getKey(), entry.getValue().modified()))
                            .toList());
        }

        @Override
        public void delete(String name) throws IOException {
            ask(true, () -> entries.remove(name) != null);
        }

        @Override
        public void close() {
            synchronized (UnreliableObjects.this) {
                clients.remove(id);
                if (turn == id) {
                    next();
                }
            }
        }
    }
}
