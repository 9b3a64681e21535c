package io.peco4j.runtime.launch;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.worker.Rank;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Runs stages somewhere else, those that train by several programs each, to the bytes of one. A place starts all
 * programs of a stage at once or none, and keeps no room for them: so no other stage begins while one of them waits for
 * room. A stage has fewer programs where the place has room for no more.
 */
public final class PlaceGangLauncher implements Launcher {
    private final PlaceLauncher alone;
    private final int most;
    private final ToIntFunction<Stage> microBatches;
    private final List<String> meeting;

    /** How many programs each stage has that runs. */
    private final Map<Stage, Integer> sizes = new ConcurrentHashMap<>();

    /**
     * @param alone runs stages by one program
     * @param most programs for a stage
     * @param microBatches of a step of a stage; 0 if it trains nothing
     * @param meeting arguments for programs of which there are several, that say how they meet
     */
    public PlaceGangLauncher(PlaceLauncher alone, int most, ToIntFunction<Stage> microBatches, List<String> meeting) {
        this.alone = alone;
        this.most = most;
        this.microBatches = microBatches;
        this.meeting = List.copyOf(meeting);
    }

    @Override
    public int slots() {
        return alone.slots();
    }

    @Override
    public boolean admits(Stage stage, Collection<Stage> running) {
        int all = alone.place().slots(0);
        int taken = running.stream()
                .mapToInt(each -> Optional.ofNullable(sizes.get(each)).orElseGet(() -> size(each, all)))
                .sum();
        return running.isEmpty() || taken + size(stage, all) <= all;
    }

    @Override
    public boolean holdsOthersBack(Stage waiting) {
        return wanted(waiting) > 1;
    }

    private int wanted(Stage stage) {
        return Math.max(1, Math.min(most, microBatches.applyAsInt(stage)));
    }

    private int size(Stage stage, int slots) {
        return Math.max(1, Math.min(slots, wanted(stage)));
    }

    @Override
    public StageRecord run(Stage stage, Listener listener) throws StageFailedException, StageLostException {
        int wanted = wanted(stage);
        int size = wanted == 1 ? 1 : size(stage, alone.place().slots(wanted));
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted");
        }
        sizes.put(stage, size);
        try {
            if (size < wanted) {
                listener.on(new Event.Warning(StageFailedException.name(stage.info()) + " is trained by " + size
                        + (size == 1 ? " worker" : " workers") + " instead of " + wanted
                        + ", as there is room for no more: the bytes are the same"));
            }
            return size == 1 ? alone.run(stage, listener) : together(stage, size, listener);
        } finally {
            sizes.remove(stage);
        }
    }

    private StageRecord together(Stage stage, int size, Listener listener)
            throws StageFailedException, StageLostException {
        List<StageOutput> outputs = IntStream.range(0, size)
                .mapToObj(rank -> new StageOutput("the process of its worker " + rank, listener))
                .toList();
        List<List<String>> programs = IntStream.range(0, size)
                .mapToObj(rank -> alone.command().of(stage, new Rank(rank, size), meeting))
                .toList();
        Place.Outcome outcome =
                alone.place().run(programs, (rank, line) -> outputs.get(rank).accept(line));
        WorkerEnds ends = new WorkerEnds();
        outcome.endings().forEach(each -> ends.ended(each.rank(), each.code()));
        Optional<Integer> decisive = outcome.lost() == null
                ? ends.reason().or(ends::unsuccessful)
                : ends.reason().filter(rank -> ends.code(rank) != 0);
        if (decisive.isEmpty()) {
            throw new StageLostException("one of its " + size + " workers is gone: " + outcome.lost());
        }
        List<String> errors = outcome.endings().stream()
                .filter(each -> each.rank() == decisive.get())
                .findFirst()
                .orElseThrow()
                .errors();
        return outputs.get(decisive.get()).result(stage, ends.code(decisive.get()), errors, alone.store());
    }
}
