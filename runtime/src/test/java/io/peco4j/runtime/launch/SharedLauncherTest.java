package io.peco4j.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.record.FileTree;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.store.ArtifactStore;
import io.peco4j.runtime.store.FolderObjects;
import io.peco4j.runtime.store.Lease;
import io.peco4j.runtime.store.ObjectStore;
import io.peco4j.runtime.store.SharedArtifacts;
import io.peco4j.runtime.store.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SharedLauncherTest {
    private static final Stage STAGE = Graph.stage("a");

    @TempDir
    Path folder;

    private final List<Event> events = new ArrayList<>();

    @Test
    void whatOneRunHasFinishedTheOtherUses() throws Exception {
        run("one", new Work("one", false)).run(STAGE, events::add);
        assertThat(events).isEmpty();

        run("two", new Work("two", true)).run(STAGE, events::add);

        assertThat(events).containsExactly(new Event.StageReused(STAGE.info()));
        assertThat(store("two").folder("a").resolve("weights")).hasContent("of one");
        assertThat(objects().list("checkpoints/")).isEmpty();
    }

    @Test
    void aLostStageGoesOnInTheOtherRun() throws Exception {
        assertThatThrownBy(() -> run("one", new Work("one", true)).run(STAGE, events::add))
                .isInstanceOf(StageLostException.class);

        run("two", new Work("two", false)).run(STAGE, events::add);

        assertThat(store("two").folder("a").resolve("weights")).hasContent("of two after a checkpoint of one");
        assertThat(events).hasOnlyElementsOfType(Event.StepDone.class);
        assertThat(objects().list("checkpoints/")).isEmpty();
    }

    @Test
    void aStageThatAnotherRunWorksOnIsWaitedFor() throws Exception {
        Lease lease = Lease.take(objects(), InstantSource.system(), "a", "process 1 on x")
                .orElseThrow();
        Listener releasing = event -> {
            events.add(event);
            try {
                lease.release();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };

        run("two", new Work("two", false)).run(STAGE, releasing);

        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        Event.Warning.class,
                        warning -> assertThat(warning.message())
                                .contains("waits: process 1 on x works on the same stage"));
        assertThat(store("two").finished("a")).isTrue();
    }

    @Test
    void whatCannotBePutThereIsFinishedHere() throws Exception {
        for (String broken : List.of("upload", "putIfMatch")) {
            ObjectStore objects = failing(Set.of(broken), folder.resolve(broken));
            events.clear();

            run("one", new Work("one", false), objects).run(STAGE, events::add);

            assertThat(store("one").finished("a")).isTrue();
            assertThat(warnings())
                    .singleElement()
                    .asString()
                    .startsWith(
                            broken.equals("upload")
                                    ? "the result of pretraining a, seed 0 is here, and not in the shared store"
                                    : "others wait for pretraining a, seed 0")
                    .endsWith("the network is gone");
        }
    }

    /** The end of the lease is no reason of its own. */
    @Test
    void whatEndsAStageIsToldWhateverElseFails() {
        ObjectStore objects = failing(Set.of("upload", "putIfMatch"), folder.resolve("objects"));

        assertThatThrownBy(() -> run("one", new Work("one", true), objects).run(STAGE, events::add))
                .isInstanceOf(StageLostException.class)
                .hasMessage("lost");
        assertThat(warnings()).hasSize(2);
    }

    @Test
    void withoutTheSharedStoreAStageIsDoneHere() throws Exception {
        ObjectStore objects =
                failing(Set.of("get", "putIfAbsent", "putIfMatch", "upload", "download", "list", "delete"), folder);

        run("one", new Work("one", false), objects).run(STAGE, events::add);

        assertThat(store("one").finished("a")).isTrue();
        assertThat(warnings())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("pretraining a, seed 0 is done here without the shared store")
                .endsWith("the network is gone");
    }

    /** A file of the artifact, the key file, or a record that does not fit its files. */
    @Test
    void whatIsDamagedThereIsMadeAgainAndReplaced() throws Exception {
        for (String damage : List.of("data/", "keys/", "record")) {
            Path all = folder.resolve(damage.replace("/", ""));
            FolderObjects objects = new FolderObjects(all.resolve("objects"));
            events.clear();
            if (damage.equals("record")) {
                Path artifact = Files.createDirectories(all.resolve("artifact"));
                Files.writeString(artifact.resolve("artifact.json"), "{}");
                new SharedArtifacts(objects, InstantSource.system()).publish("a", artifact);
            } else {
                run("one", new Work("one", false), objects).run(STAGE, events::add);
                for (ObjectStore.Listed each : objects.list(damage)) {
                    Files.writeString(all.resolve("objects").resolve(each.name()), "");
                }
            }
            FileTree.delete(folder.resolve("two"));
            FileTree.delete(folder.resolve("three"));
            assertThat(warnings()).isEmpty();

            run("two", new Work("two", false), objects).run(STAGE, events::add);

            assertThat(warnings())
                    .as(damage)
                    .singleElement()
                    .asString()
                    .startsWith(
                            "the artifact of pretraining a, seed 0 in the shared store is damaged, and is made again");
            events.clear();
            run("three", new Work("three", true), objects).run(STAGE, events::add);
            assertThat(events).containsExactly(new Event.StageReused(STAGE.info()));
            assertThat(store("three").folder("a").resolve("weights")).hasContent("of two");
        }
    }

    @Test
    void roomIsAMatterOfTheOneThatRuns() {
        Launcher full = new Work("one", false) {
            @Override
            public int slots() {
                return 7;
            }

            @Override
            public boolean admits(Stage stage, Collection<Stage> running) {
                return running.isEmpty();
            }

            @Override
            public boolean holdsOthersBack(Stage waiting) {
                return waiting.equals(STAGE);
            }
        };

        SharedLauncher run = run("one", full);

        assertThat(run.slots()).isEqualTo(7);
        assertThat(run.admits(STAGE, List.of(Graph.stage("b")))).isFalse();
        assertThat(run.holdsOthersBack(STAGE)).isTrue();
        assertThat(run.holdsOthersBack(Graph.stage("b"))).isFalse();
    }

    private SharedLauncher run(String name, Launcher inner) {
        return run(name, inner, objects());
    }

    private SharedLauncher run(String name, Launcher inner, ObjectStore objects) {
        return new SharedLauncher(
                inner, store(name), objects, InstantSource.system(), "run " + name, Duration.ofMillis(10));
    }

    /** A store in a folder of which some requests fail. */
    private static ObjectStore failing(Set<String> requests, Path folder) {
        ObjectStore objects = new FolderObjects(folder);
        InvocationHandler handler = (proxy, request, arguments) -> {
            if (requests.contains(request.getName())) {
                throw new IOException("the network is gone");
            }
            return request.invoke(objects, arguments);
        };
        return (ObjectStore)
                Proxy.newProxyInstance(ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, handler);
    }

    private List<String> warnings() {
        return events.stream()
                .filter(Event.Warning.class::isInstance)
                .map(event -> ((Event.Warning) event).message())
                .toList();
    }

    private ArtifactStore store(String run) {
        return new ArtifactStore(folder.resolve(run));
    }

    private FolderObjects objects() {
        return new FolderObjects(folder.resolve("objects"));
    }

    /** Leaves a checkpoint, and ends there or with a result that says what it started from. */
    private class Work implements Launcher {
        private final String name;
        private final boolean lost;

        Work(String name, boolean lost) {
            this.name = name;
            this.lost = lost;
        }

        @Override
        public int slots() {
            return 1;
        }

        @Override
        public StageRecord run(Stage stage, Listener listener) throws StageLostException {
            try (Workspace workspace = store(name).open(stage.key(), holder -> {})) {
                Path checkpoint = store(name).checkpoint(stage.key());
                String before = Files.exists(checkpoint) ? " after " + Files.readString(checkpoint) : "";
                if (lost) {
                    Files.createDirectories(Objects.requireNonNull(checkpoint.getParent()));
                    Files.writeString(checkpoint, "a checkpoint of " + name);
                    listener.on(new Event.StepDone(stage.info(), 1, 2, 0, 1, Duration.ZERO));
                    throw new StageLostException("lost");
                }
                Files.writeString(workspace.folder().resolve("weights"), "of " + name + before);
                return workspace.finish(
                        Graph.record(stage), List.of(workspace.folder().resolve(ArtifactStore.TRAINING)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
