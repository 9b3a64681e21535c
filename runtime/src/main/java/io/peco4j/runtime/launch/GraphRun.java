package io.peco4j.runtime.launch;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.launch.StageFailedException.Doing;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.store.ArtifactStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Runs the stages of a plan, each when all that it builds on is finished, and as many at once as the launcher can.
 *
 * <p>A stage that fails, whatever it throws, takes only those with it that build on it. One whose process is lost is
 * run again, for as long as its processes leave newer checkpoints: only {@value #PATIENCE} lost ones in a row that did
 * not end it. All events reach the listener on the thread that calls {@link #run}. An object is for one run.
 */
public final class GraphRun {
    private static final int PATIENCE = 3;

    private final List<Stage> stages;
    private final Launcher launcher;
    private final ArtifactStore store;
    private final Listener listener;

    /** What the workers have to say, to be done on the thread of the run. */
    private final LinkedBlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();

    private final Set<Stage> waiting;
    private final Map<Stage, Attempt> running = new LinkedHashMap<>();
    private final Map<Stage, Integer> lost = new HashMap<>();
    private final Map<Stage, List<String>> losses = new HashMap<>();
    private final Set<Stage> absent = new HashSet<>();
    private final Map<Stage, StageRecord> finished = new HashMap<>();
    private final Map<Stage, String> failed = new HashMap<>();
    private @Nullable Throwable interruption;
    private boolean stopping;

    /**
     * @param stages each once, parents before children
     * @param listener need not be safe for several threads
     */
    public GraphRun(List<Stage> stages, Launcher launcher, ArtifactStore store, Listener listener) {
        this.stages = List.copyOf(stages);
        this.waiting = new HashSet<>(stages);
        this.launcher = launcher;
        this.store = store;
        this.listener = listener;
    }

    /**
     * What came of it, in the order of the plan, whatever ended first.
     *
     * @param finished by stage
     * @param failures of every stage that has no result, in words
     * @param losses of the stages that were lost: how, in words, each time
     */
    public record Outcome(Map<Stage, StageRecord> finished, List<String> failures, Map<Stage, List<String>> losses) {
        public Outcome {
            finished = Collections.unmodifiableMap(new LinkedHashMap<>(finished));
            failures = List.copyOf(failures);
            losses = Map.copyOf(losses);
        }
    }

    /**
     * Runs what is not finished yet.
     *
     * @throws CancellationException if the thread is interrupted; what is finished stays, and a checkpoint of the rest
     */
    public Outcome run() {
        try (Workers workers = new Workers(launcher.slots())) {
            try {
                begin(workers);
                while (!running.isEmpty()) {
                    inbox.take().run();
                    begin(workers);
                }
            } catch (InterruptedException e) {
                throw stopped(workers);
            }
        }
        Map<Stage, StageRecord> results = new LinkedHashMap<>();
        List<String> failures = new ArrayList<>();
        for (Stage stage : stages) {
            Optional.ofNullable(finished.get(stage)).ifPresent(record -> results.put(stage, record));
            Optional.ofNullable(failed.get(stage)).ifPresent(failures::add);
        }
        return new Outcome(results, failures, losses);
    }

    /** Settles what can be settled and starts what can be started, in the order of the plan. */
    private void begin(Workers workers) {
        for (Stage stage : stages) {
            if (running.size() >= launcher.slots()) {
                return;
            }
            if (waiting.contains(stage)) {
                Optional<Stage> missing =
                        stage.parents().stream().filter(failed::containsKey).findFirst();
                if (missing.isPresent()) {
                    leave(stage, missing.get());
                } else if (finished.keySet().containsAll(stage.parents()) && !settled(stage)) {
                    if (launcher.admits(stage, running.keySet())) {
                        start(stage, workers);
                    } else if (launcher.holdsOthersBack(stage)) {
                        return;
                    }
                }
            }
        }
    }

    private void start(Stage stage, Workers workers) {
        waiting.remove(stage);
        Attempt attempt = new Attempt(store.checkpointed(stage.key()));
        running.put(stage, attempt);
        Listener hearing = workers.onCallersThread()
                ? event -> heard(attempt, event)
                : event -> inbox.add(() -> heard(attempt, event));
        workers.execute("peco4j " + StageFailedException.name(stage.info()), () -> work(stage, hearing));
    }

    /** Whether there is no need to run it. Asked once: reading an artifact takes time. */
    private boolean settled(Stage stage) {
        if (absent.contains(stage)) {
            return false;
        }
        try {
            Optional<StageRecord> stored = store.record(stage.key());
            stored.ifPresent(record -> {
                waiting.remove(stage);
                listener.on(new Event.StageReused(stage.info()));
                finished.put(stage, record.as(stage.info()));
            });
            if (stored.isEmpty()) {
                absent.add(stage);
                store.damage(stage.key())
                        .ifPresent(what -> listener.on(
                                new Event.Warning("the artifact of " + StageFailedException.name(stage.info())
                                        + " is damaged, and is made again: " + what)));
            }
            return stored.isPresent();
        } catch (RuntimeException | Error e) {
            fail(stage, new StageFailedException(stage.info(), Doing.OPENING, e));
            return true;
        }
    }

    /** On a worker's thread. */
    private void work(Stage stage, Listener hearing) {
        try {
            StageRecord record = launcher.run(stage, hearing);
            inbox.add(() -> {
                running.remove(stage);
                finished.put(stage, record.as(stage.info()));
            });
        } catch (StageLostException e) {
            inbox.add(() -> lost(stage, e));
        } catch (StageFailedException e) {
            inbox.add(() -> failed(stage, e));
        } catch (RuntimeException | Error e) {
            inbox.add(() -> failed(stage, new StageFailedException(stage.info(), Doing.STARTING, e)));
        }
    }

    private void heard(Attempt attempt, Event event) {
        attempt.heard(event);
        listener.on(event);
    }

    private void failed(Stage stage, StageFailedException failure) {
        running.remove(stage);
        if (stopping) {
            // Whatever comes out of an interrupted stage is the interrupt's doing.
            interruption = interruption == null ? failure.getCause() : interruption;
        } else {
            fail(stage, failure);
        }
    }

    private void lost(Stage stage, StageLostException loss) {
        Attempt attempt = Objects.requireNonNull(running.remove(stage));
        if (stopping) {
            return;
        }
        losses.computeIfAbsent(stage, first -> new ArrayList<>()).add(Objects.requireNonNull(loss.getMessage()));
        boolean further = attempt.hasLeft(store.checkpointed(stage.key()));
        int times = further ? 0 : lost.getOrDefault(stage, 0) + 1;
        lost.put(stage, times);
        if (times >= PATIENCE) {
            String reason = "in a process of its own (" + stage.info().component() + "): it was lost " + times
                    + " times in a row without a newer checkpoint; at last " + loss.getMessage();
            fail(stage, new StageFailedException(reason, loss));
        } else {
            listener.on(new Event.Warning(StageFailedException.name(stage.info()) + " is run again, from its last"
                    + " checkpoint if there is one: " + loss.getMessage()));
            waiting.add(stage);
        }
    }

    private void fail(Stage stage, StageFailedException failure) {
        waiting.remove(stage);
        String reason = Objects.requireNonNull(failure.getMessage());
        listener.on(new Event.StageFailed(stage.info(), reason, Objects.requireNonNull(failure.getCause())));
        failed.put(stage, StageFailedException.name(stage.info()) + ": failed " + reason);
    }

    private void leave(Stage stage, Stage parent) {
        waiting.remove(stage);
        listener.on(new Event.StageNotRun(stage.info(), parent.info()));
        failed.put(
                stage,
                StageFailedException.name(stage.info()) + ": not run, because "
                        + StageFailedException.name(parent.info()) + " has no result");
    }

    /** Ends the workers, hears what they still say, and leaves the thread interrupted. */
    private CancellationException stopped(Workers workers) {
        stopping = true;
        workers.interrupt();
        while (!running.isEmpty()) {
            try {
                inbox.take().run();
            } catch (InterruptedException e) {
                // Once more changes nothing: they end already.
            }
        }
        Thread.currentThread().interrupt();
        return interruption instanceof CancellationException cancelled
                ? cancelled
                : (CancellationException) new CancellationException("interrupted").initCause(interruption);
    }
}
