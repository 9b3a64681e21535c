package io.peco4j.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.launch.GraphRun.Outcome;
import io.peco4j.runtime.launch.StageFailedException.Doing;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.store.ArtifactStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Graphs of stages that run nowhere: a launcher that does as it is told. */
@Timeout(60)
final class GraphRunTest {
    private static final Stage A = Graph.stage("a");
    private static final Stage B = Graph.stage("b");
    private static final Stage C = Graph.stage("c", A);
    private static final Stage D = Graph.stage("d", A, B);
    private static final List<Stage> ALL = List.of(A, B, C, D);

    @TempDir
    private Path folder;

    private final List<Event> events = new ArrayList<>();
    private final Script script = new Script();

    @Test
    void aStageRunsWhenItsParentsHaveEndedAndBesideOthers() {
        CountDownLatch otherStarted = new CountDownLatch(1);
        CountDownLatch childStarted = new CountDownLatch(1);
        script.slots = 2;
        script.on(B, listener -> {
            otherStarted.countDown();
            childStarted.await();
        });
        script.on(C, listener -> {
            otherStarted.await();
            childStarted.countDown();
        });

        Outcome outcome = run(ALL);

        assertThat(outcome.failures()).isEmpty();
        // B ended after C, and stands before it.
        assertThat(outcome.finished().keySet()).containsExactly(A, B, C, D);
        assertThat(script.started).hasSize(4).endsWith("d");
        // C waited for B, and B for C.
        assertThat(script.most.get()).isEqualTo(2);
    }

    @Test
    void oneAtATimeRunsInTheOrderOfThePlanOnTheThreadOfTheRun() {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        ALL.forEach(stage -> script.on(stage, listener -> threads.add(Thread.currentThread())));

        run(ALL);

        assertThat(script.started).containsExactly("a", "b", "c", "d");
        assertThat(threads).hasSize(4).containsOnly(Thread.currentThread());
    }

    @Test
    void allEventsAreHeardOnTheThreadOfTheRunAndInOrder() {
        int steps = 200;
        script.slots = 2;
        List<Thread> threads = new ArrayList<>();
        for (Stage stage : List.of(A, B)) {
            script.on(stage, listener -> {
                for (int step = 1; step <= steps; step++) {
                    listener.on(step(stage, step));
                }
            });
        }

        new GraphRun(
                        List.of(A, B),
                        script,
                        store(),
                        ((Listener) events::add).and(event -> threads.add(Thread.currentThread())))
                .run();

        assertThat(threads).hasSize(2 * steps).containsOnly(Thread.currentThread());
        for (Stage stage : List.of(A, B)) {
            assertThat(events.stream()
                            .map(Event.StepDone.class::cast)
                            .filter(event -> event.stage().equals(stage.info()))
                            .mapToLong(Event.StepDone::step))
                    .hasSize(steps)
                    .isSorted();
        }
    }

    @Test
    void whatIsNotAdmittedWaitsAndOthersPassIt() {
        CountDownLatch later = new CountDownLatch(1);
        script.slots = 2;
        script.large = B;
        Stage e = Graph.stage("e");
        script.on(A, listener -> later.await());
        script.on(e, listener -> later.countDown());

        Outcome outcome = run(List.of(A, B, e));

        assertThat(outcome.finished().keySet()).containsExactly(A, B, e);
        assertThat(script.started).hasSize(3).endsWith("b");
    }

    @Test
    void aFailureTakesWhatBuildsOnItAlone() {
        script.slots = 2;
        script.on(B, listener -> {
            throw new StageFailedException(B.info(), Doing.TRAINING, new IllegalStateException("of a test"));
        });
        script.on(C, listener -> {
            throw new IllegalArgumentException("a defect of the launcher");
        });

        Outcome outcome = run(ALL);

        assertThat(outcome.finished().keySet()).containsExactly(A);
        assertThat(outcome.failures())
                .containsExactly(
                        "pretraining b, seed 0: failed while training (never): of a test",
                        "pretraining c, seed 0: failed while starting its process (never): a defect of the launcher",
                        "pretraining d, seed 0: not run, because pretraining b, seed 0 has no result");
        assertThat(events).hasAtLeastOneElementOfType(Event.StageNotRun.class);
    }

    @Test
    void aLostStageIsRunAgainForAsLongAsItLeavesNewerCheckpoints() {
        int[] lost = {0};
        script.on(A, listener -> {
            if (lost[0] < 7) {
                lost[0]++;
                if (lost[0] % 3 == 0) {
                    listener.on(step(A, lost[0]));
                    checkpoint(A, lost[0]);
                }
                throw new StageLostException("its process was ended by signal 9");
            }
        });

        assertThat(run(List.of(A)).finished().keySet()).containsExactly(A);
        assertThat(script.started).hasSize(8);
        assertThat(events).filteredOn(Event.Warning.class::isInstance).hasSize(7);
        assertThat(events.get(0))
                .isEqualTo(new Event.Warning("pretraining a, seed 0 is run again, from its last checkpoint if there is"
                        + " one: its process was ended by signal 9"));
    }

    @Test
    void threeLossesInARowWithoutANewerCheckpointAreAFailure() {
        script.slots = 2;
        // It goes on from where its training is over, and writes the last checkpoint again.
        script.on(A, listener -> {
            checkpoint(A, script.started.size());
            throw new StageLostException("its process was ended by signal 9");
        });
        // It takes steps, and never gets to a checkpoint.
        script.on(B, listener -> {
            listener.on(step(B, 1));
            throw new StageLostException("its process was ended by signal 6");
        });

        Outcome outcome = run(ALL);

        assertThat(script.started).hasSize(6).containsOnly("a", "b");
        assertThat(outcome.failures()).hasSize(4);
        assertThat(outcome.failures().get(0))
                .isEqualTo("pretraining a, seed 0: failed in a process of its own (never): it was lost 3 times in a row"
                        + " without a newer checkpoint; at last its process was ended by signal 9");
    }

    @Test
    void anInterruptEndsAllThatRunsAndHearsItOut() {
        script.slots = 2;
        CountDownLatch both = new CountDownLatch(2);
        Thread running = Thread.currentThread();
        for (Stage stage : List.of(A, B)) {
            script.on(stage, listener -> {
                both.countDown();
                if (stage.equals(A)) {
                    both.await();
                    running.interrupt();
                }
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    listener.on(step(stage, 9));
                    throw new StageFailedException(stage.info(), Doing.TRAINING, new CancellationException("stopped"));
                }
            });
        }

        assertThatThrownBy(() -> run(ALL)).isInstanceOf(CancellationException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(events).containsExactlyInAnyOrder(step(A, 9), step(B, 9));
    }

    private static Event step(Stage stage, long step) {
        return new Event.StepDone(stage.info(), step, 1000, 0, 8, Duration.ofMillis(1));
    }

    /** @param second of its time */
    private void checkpoint(Stage stage, int second) throws IOException {
        Path file = folder.resolve(stage.key() + ".work/training/checkpoint.safetensors");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1000L * second));
    }

    private ArtifactStore store() {
        return new ArtifactStore(folder);
    }

    private Outcome run(List<Stage> stages) {
        return new GraphRun(stages, script, store(), events::add).run();
    }

    private interface Work {
        void on(Listener listener) throws StageFailedException, StageLostException, InterruptedException, IOException;
    }

    /** Does what a test says, and looks whether it is called as it may be. */
    private static final class Script implements Launcher {
        private final Map<StageInfo, Work> work = new ConcurrentHashMap<>();
        private final List<String> started = new CopyOnWriteArrayList<>();
        private final Map<String, Boolean> ended = new ConcurrentHashMap<>();
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private int slots = 1;
        private Stage large = Graph.stage("none");

        void on(Stage stage, Work what) {
            work.put(stage.info(), what);
        }

        @Override
        public int slots() {
            return slots;
        }

        @Override
        public boolean admits(Stage stage, Collection<Stage> others) {
            return others.isEmpty() || !stage.equals(large) && !others.contains(large);
        }

        @Override
        public StageRecord run(Stage stage, Listener listener) throws StageFailedException, StageLostException {
            assertThat(stage.parents()).allSatisfy(parent -> assertThat(ended).containsKey(parent.key()));
            started.add(stage.key());
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            assertThat(running.get()).isLessThanOrEqualTo(slots);
            try {
                work.getOrDefault(stage.info(), hearing -> {}).on(listener);
            } catch (InterruptedException | IOException e) {
                throw new AssertionError(e);
            } finally {
                running.decrementAndGet();
            }
            ended.put(stage.key(), true);
            return Graph.record(stage);
        }
    }
}
