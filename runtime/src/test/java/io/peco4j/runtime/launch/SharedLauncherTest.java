package io.peco4j.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.store.ArtifactStore;
import io.peco4j.runtime.store.FolderObjects;
import io.peco4j.runtime.store.Lease;
import io.peco4j.runtime.store.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
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
        return new SharedLauncher(
                inner, store(name), objects(), InstantSource.system(), "run " + name, Duration.ofMillis(10));
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
