package io.peco4j.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.peco4j.api.train.Precision;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.store.ArtifactStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Gangs at a place that does as it is told. */
@Timeout(60)
final class PlaceGangLauncherTest {
    private static final Stage LONE = Graph.stage("lone");
    private static final Stage OTHER = Graph.stage("other");
    private static final Stage GANG = Graph.stage("gang");
    private static final Stage LAST = Graph.stage("last");

    /** Only one of them trains, by four micro-batches a step. */
    private static final Map<String, Integer> MICRO_BATCHES = Map.of("gang", 4);

    @TempDir
    private Path folder;

    private final Script place = new Script();
    private final List<Event> events = new ArrayList<>();

    @Test
    void eachProgramKnowsItsRankAndHowTheyMeet() {
        place.ends = new Place.Outcome(List.of(ending(1, 0), ending(0, 0)), null);
        assertThatThrownBy(() -> launcher(3).run(GANG, events::add))
                .hasMessage("the process of its worker 0 ended well, and the store has no result");
        assertThat(place.programs).hasSize(3);
        assertThat(place.programs.get(2))
                .containsSubsequence("--key", "gang", "--rank", "2", "--workers", "3", "--address", Place.ADDRESS);
        assertThat(events).isEmpty();
    }

    @Test
    void thereAreNoMoreThanThereIsRoomFor() {
        place.slots = 2;
        assertThatThrownBy(() -> launcher(9).run(GANG, events::add)).isInstanceOf(StageLostException.class);
        assertThat(place.programs).hasSize(2);
        assertThat(place.wanted).isEqualTo(4);
        assertThat(events)
                .containsExactly(new Event.Warning("pretraining gang, seed 0 is trained by 2 workers instead of 4, as"
                        + " there is room for no more: the bytes are the same"));
        place.slots = 1;
        assertThatThrownBy(() -> launcher(9).run(GANG, events::add)).isInstanceOf(StageLostException.class);
        assertThat(place.programs)
                .singleElement()
                .satisfies(one -> assertThat(one).doesNotContain("--rank"));
        assertThatThrownBy(() -> launcher(9).run(LONE, events::add)).isInstanceOf(StageLostException.class);
        assertThat(place.programs).hasSize(1);
    }

    /** The place's own words count only where no program says why. */
    @Test
    void theOneThatSaysWhyIsTheReason() {
        place.ends = new Place.Outcome(List.of(ending(2, StageLostException.EXIT_CODE)), "an executor is lost");
        assertThatThrownBy(() -> launcher(4).run(GANG, events::add))
                .isInstanceOf(StageLostException.class)
                .hasMessage("one of its 4 workers is gone: an executor is lost");
        place.ends = new Place.Outcome(
                List.of(ending(2, StageLostException.EXIT_CODE), ending(1, 137)), "a task has failed");
        assertThatThrownBy(() -> launcher(4).run(GANG, events::add))
                .isInstanceOf(StageLostException.class)
                .hasMessage("the process of its worker 1 was ended by signal 9, after it said: last words");
        Event failure = new Event.StageFailed(GANG.info(), "while training: no", new Exception("no"));
        place.says = EventLines.write(failure);
        place.ends = new Place.Outcome(List.of(ending(3, 1)), "a task has failed");
        assertThatThrownBy(() -> launcher(4).run(GANG, events::add))
                .isInstanceOf(StageFailedException.class)
                .hasMessage("while training: no");
    }

    /** Four have room. While two run, a gang of four waits, and what comes after it does not pass it. */
    @Test
    void whileAGangWaitsNothingElseBegins() {
        place.slots = 4;

        new GraphRun(List.of(LONE, OTHER, GANG, LAST), launcher(4), store(), events::add).run();

        // Nothing has a result in the store, so that each is lost three times.
        assertThat(place.order).hasSize(12);
        assertThat(place.order.indexOf("gang")).isLessThan(place.order.indexOf("last"));
        assertThat(place.together.get()).isEqualTo(4);
    }

    private static Place.Ending ending(int rank, int code) {
        return new Place.Ending(rank, code, code == 137 ? List.of("last words") : List.of());
    }

    private ArtifactStore store() {
        return new ArtifactStore(folder.resolve("store"));
    }

    private PlaceGangLauncher launcher(int most) {
        WorkerCommand command = new WorkerCommand(List.of("run"), folder, folder, 1, Precision.FLOAT32);
        return new PlaceGangLauncher(
                new PlaceLauncher(command, store(), place),
                most,
                stage -> MICRO_BATCHES.getOrDefault(stage.key(), 0),
                List.of("--address", Place.ADDRESS));
    }

    /** Ends programs as a test says. */
    private static final class Script implements Place {
        private final List<String> order = new CopyOnWriteArrayList<>();
        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger together = new AtomicInteger();
        private List<List<String>> programs = List.of();
        private Outcome ends = new Outcome(List.of(ending(0, 0)), null);
        private @Nullable String says;
        private int slots = 9;
        private int wanted;

        @Override
        public Outcome run(List<List<String>> called, BiConsumer<Integer, String> lines) {
            List<String> first = called.get(0);
            String key = first.get(first.indexOf("--key") + 1);
            order.add(key);
            programs = called;
            together.accumulateAndGet(now.addAndGet(called.size()), Math::max);
            if (says != null) {
                ends.endings().forEach(each -> lines.accept(each.rank(), says));
            }
            now.addAndGet(-called.size());
            return ends;
        }

        @Override
        public int slots(int wish) {
            wanted = Math.max(wanted, wish);
            return slots;
        }

        @Override
        public boolean sealed() {
            return false;
        }
    }
}
