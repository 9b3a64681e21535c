package io.peco4j.runtime.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/**
 * The right to work on a stage, for some time: {@code leases/KEY}. It saves work and guards nothing, as equal keys have
 * equal bytes: with clocks that differ, or an owner that is late, two work on one stage.
 *
 * <p>Each owner has an epoch of its own, and its checkpoints lie under it, so that one that has lost its lease
 * overwrites nothing. One thread at a time.
 */
public final class Lease {
    private static final Gson JSON = new Gson();
    private static final Duration VALID = Duration.ofMinutes(15);

    private final ObjectStore objects;
    private final InstantSource clock;
    private final String key;
    private final State state;
    private String etag;
    private boolean lost;

    /**
     * What the object holds.
     *
     * @param owner who that is, to be shown
     * @param epoch from 1, one more for each owner
     * @param expiry in milliseconds since 1970
     */
    private record State(String owner, long epoch, long expiry) {
        byte[] bytes() {
            return JSON.toJson(this).getBytes(UTF_8);
        }

        static State parse(String name, byte[] bytes) throws IOException {
            try {
                State state = JSON.fromJson(new String(bytes, UTF_8), State.class);
                if (state == null || state.owner() == null) {
                    throw new JsonParseException("it is not whole");
                }
                return state;
            } catch (JsonParseException e) {
                throw new IOException(name + " in the shared store cannot be read: " + e.getMessage(), e);
            }
        }
    }

    private Lease(ObjectStore objects, InstantSource clock, String key, State state, String etag) {
        this.objects = objects;
        this.clock = clock;
        this.key = key;
        this.state = state;
        this.etag = etag;
    }

    /**
     * Takes the lease of a stage that nobody has, or whose owner has let it expire.
     *
     * @param owner unlike all others, such as {@code process 4711 on example.org}
     * @return empty if somebody has it
     */
    public static Optional<Lease> take(ObjectStore objects, InstantSource clock, String key, String owner)
            throws IOException {
        Instant now = clock.instant();
        Optional<ObjectStore.Found> found = objects.get(name(key));
        long epoch = 1;
        if (found.isPresent()) {
            State before = State.parse(name(key), found.get().content());
            if (before.expiry() > now.toEpochMilli()) {
                return Optional.empty();
            }
            epoch = before.epoch() + 1;
        }
        State mine = new State(owner, epoch, now.plus(VALID).toEpochMilli());
        Optional<String> put = found.isEmpty()
                ? objects.putIfAbsent(name(key), mine.bytes())
                : objects.putIfMatch(name(key), mine.bytes(), found.get().etag());
        return orOwn(put, objects, key, mine).map(etag -> new Lease(objects, clock, key, mine, etag));
    }

    /** Who has the lease of a stage, or had it last. */
    public static Optional<String> owner(ObjectStore objects, String key) throws IOException {
        Optional<ObjectStore.Found> found = objects.get(name(key));
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(State.parse(name(key), found.get().content()).owner());
    }

    /** A request that was repeated on its way finds what itself has put. */
    private static Optional<String> orOwn(Optional<String> put, ObjectStore objects, String key, State mine)
            throws IOException {
        if (put.isPresent()) {
            return put;
        }
        Optional<ObjectStore.Found> found = objects.get(name(key));
        return found.isPresent()
                        && State.parse(name(key), found.get().content()).equals(mine)
                ? Optional.of(found.get().etag())
                : Optional.empty();
    }

    /**
     * Keeps the lease for a while from now on.
     *
     * @return whether it is still this owner's
     */
    public boolean renew() throws IOException {
        return put(clock.instant().plus(VALID));
    }

    /** Lets others have it. */
    public void release() throws IOException {
        put(Instant.EPOCH);
    }

    private boolean put(Instant expiry) throws IOException {
        if (!lost) {
            State next = new State(state.owner(), state.epoch(), expiry.toEpochMilli());
            Optional<String> put = orOwn(objects.putIfMatch(name(key), next.bytes(), etag), objects, key, next);
            lost = put.isEmpty();
            etag = put.orElse(etag);
        }
        return !lost;
    }

    /** Keeps a checkpoint for whoever takes the lease next. */
    public void save(Path checkpoint) throws IOException {
        objects.upload(checkpoints(key) + String.format(Locale.ROOT, "%019d", state.epoch()), checkpoint);
    }

    /** The checkpoint of the latest owner that has left one; empty if there is none. */
    public Optional<ObjectStore.Listed> checkpoint() throws IOException {
        return objects.list(checkpoints(key)).stream().reduce((one, other) -> other);
    }

    /**
     * Writes a checkpoint into a file.
     *
     * @param file does not exist; its folder does
     * @return whether it was there
     */
    public boolean restore(ObjectStore.Listed checkpoint, Path file) throws IOException {
        return objects.download(checkpoint.name(), file);
    }

    /** Drops all checkpoints of the stage, which is finished. */
    public void clear() throws IOException {
        for (ObjectStore.Listed each : objects.list(checkpoints(key))) {
            objects.delete(each.name());
        }
    }

    private static String checkpoints(String key) {
        return "checkpoints/" + key + "/";
    }

    private static String name(String key) {
        return "leases/" + key;
    }
}
