package io.peco4j.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.peco4j.runtime.record.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SharedArtifactsTest {
    private static final String KEY = "abc";
    private static final List<String> FILES = List.of("artifact.json", "pictures/picture-1.png");
    private static final int NEVER = Integer.MAX_VALUE;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final Path folder = temporary();

    private static Path temporary() {
        try {
            return Files.createTempDirectory("peco4j-shared");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterTry
    @AfterEach
    void delete() throws IOException {
        FileTree.delete(folder);
    }

    /** Two that finish one stage, of which each may be cut off anywhere, and one that looks for it all the time. */
    @Property(tries = 20)
    void twoWritersMakeOneCommitAndNobodySeesHalfOfIt(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 14) int one, @ForAll boolean cutOff) throws Exception {
        UnreliableObjects objects = new UnreliableObjects(seed, now::get);
        UnreliableObjects.Client first = objects.client(cutOff ? one : NEVER);
        UnreliableObjects.Client second = objects.client(NEVER);
        UnreliableObjects.Client reader = objects.client(NEVER);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            Future<Boolean> firstWon = threads.submit(() -> published(first, "first"));
            Future<Boolean> secondWon = threads.submit(() -> published(second, "second"));
            Future<Set<String>> seen = threads.submit(with(reader, () -> seen(reader, 5)));

            List<Boolean> won = new ArrayList<>();
            try {
                won.add(firstWon.get());
            } catch (ExecutionException e) {
                assertThat(e).hasMessageContaining("cut off");
            }
            won.add(secondWon.get());
            Set<String> all = new HashSet<>(seen.get());
            objects.settle();
            UnreliableObjects.Client later = objects.client(NEVER);
            all.addAll(seen(later, 1));

            assertThat(won.stream().filter(each -> each)).hasSizeLessThanOrEqualTo(1);
            assertThat(won.size() == 1 || won.contains(true)).isTrue();
            assertThat(all).hasSize(1);

            now.updateAndGet(time -> time.plus(Duration.ofHours(25)));
            new SharedArtifacts(later, now::get).sweep();
            objects.settle();
            assertThat(later.list("data/")).hasSize(FILES.size());
            assertThat(seen(later, 1)).isEqualTo(all);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aDamagedObjectIsNotTaken() throws IOException {
        FolderObjects objects = new FolderObjects(folder.resolve("objects"));
        SharedArtifacts shared = new SharedArtifacts(objects, now::get);
        shared.publish(KEY, written("writer"));
        Path object =
                folder.resolve("objects").resolve(objects.list("data/").get(0).name());
        Files.writeString(object, "something else");

        assertThatThrownBy(() -> shared.fetch(KEY, folder.resolve("here")))
                .hasMessageContaining("is not as it was finished");
        assertThat(FileTree.entries(folder))
                .map(Path::getFileName)
                .map(Path::toString)
                .doesNotContain("here");
        assertThat(FileTree.entries(folder)).hasSize(2);
    }

    /** Of two that find it damaged, one counts; what nobody names any more is swept away. */
    @Test
    void aDamagedArtifactIsReplacedByTheFirstWhoHasAnother() throws IOException {
        FolderObjects objects = new FolderObjects(folder.resolve("objects"));
        now.set(Instant.now());
        SharedArtifacts shared = new SharedArtifacts(objects, now::get);
        shared.publish(KEY, written("writer"));
        String damaged = shared.tag(KEY).orElseThrow();

        assertThat(shared.publish(KEY, written("first"))).isFalse();
        assertThat(shared.replace(KEY, written("first"), damaged)).isTrue();
        assertThat(shared.replace(KEY, written("second"), damaged)).isFalse();
        assertThat(seen(objects, 1)).containsExactly("first");
        assertThat(objects.list("data/")).hasSize(2 * FILES.size());
        now.updateAndGet(time -> time.plus(Duration.ofHours(25)));
        assertThat(shared.sweep()).isEqualTo(1);
        assertThat(seen(objects, 1)).containsExactly("first");

        objects.delete("keys/" + KEY + ".json");
        assertThat(shared.replace(KEY, written("third"), damaged)).isTrue();
    }

    @Test
    void aKeyFileThatNobodyCanReadIsDamageAndSweepsNothingAway() throws IOException {
        FolderObjects objects = new FolderObjects(folder.resolve("objects"));
        now.set(Instant.now().plus(Duration.ofHours(25)));
        SharedArtifacts shared = new SharedArtifacts(objects, now::get);
        shared.publish(KEY, written("writer"));
        for (String content : List.of("", "{", "{}", "{\"attempt\": \"a\", \"files\": [{}]}")) {
            Files.writeString(folder.resolve("objects/keys/" + KEY + ".json"), content);
            assertThatThrownBy(() -> shared.fetch(KEY, folder.resolve("here")))
                    .isInstanceOf(DamagedArtifactException.class)
                    .hasMessageContaining("cannot be read");
            assertThat(shared.sweep()).isZero();
        }
    }

    @Test
    void anAttemptIsGivenUpAfterADay() throws IOException {
        FolderObjects objects = new FolderObjects(folder.resolve("objects"));
        now.set(Instant.now());
        SharedArtifacts shared = new SharedArtifacts(objects, now::get);
        shared.publish(KEY, written("writer"));
        objects.upload("data/" + KEY + "/lost/artifact.json", folder.resolve("writer/artifact.json"));
        assertThat(shared.sweep()).isZero();

        now.updateAndGet(time -> time.plus(Duration.ofHours(25)));
        assertThat(shared.sweep()).isEqualTo(1);
        assertThat(shared.fetch(KEY, folder.resolve("here"))).isPresent();
    }

    private boolean published(UnreliableObjects.Client objects, String writer) throws Exception {
        return with(objects, () -> new SharedArtifacts(objects, now::get).publish(KEY, written(writer)))
                .call();
    }

    private static <T> Callable<T> with(UnreliableObjects.Client objects, Callable<T> work) {
        return () -> {
            try (objects) {
                return work.call();
            }
        };
    }

    /** Each file says who wrote it. */
    private Path written(String writer) throws IOException {
        Path artifact = folder.resolve(writer);
        for (String file : FILES) {
            Path path = artifact.resolve(file);
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.writeString(path, writer + " " + file);
        }
        return artifact;
    }

    /** Whose artifacts a reader has found, whole. */
    private Set<String> seen(ObjectStore objects, int times) throws IOException {
        Set<String> writers = new HashSet<>();
        for (int i = 0; i < times; i++) {
            Path here = folder.resolve("here");
            if (new SharedArtifacts(objects, now::get).fetch(KEY, here).isPresent()) {
                String writer = Files.readString(here.resolve(FILES.get(0))).split(" ", -1)[0];
                for (String file : FILES) {
                    assertThat(here.resolve(file)).hasContent(writer + " " + file);
                }
                assertThat(FileTree.files(here)).hasSize(FILES.size());
                writers.add(writer);
            }
        }
        return writers;
    }
}
