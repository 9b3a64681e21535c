package io.peco4j.runtime.launch;

import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.store.ArtifactStore;
import io.peco4j.runtime.worker.Rank;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes that train one stage together. They live and die together: when the first one has the result, or any
 * one ends without, the others are ended. One thread, which also hears all events.
 */
final class Gang implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gang.class);

    /** How long those that only follow from another one's end are taken for the reason. */
    private static final long MILLIS_FOR_THE_REASON = 5_000;

    /** What the processes say and how they end, to be done on the thread of the gang. */
    private final LinkedBlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();

    private final Stage stage;
    private final List<StageProcess> processes = new ArrayList<>();
    private final List<StageOutput> outputs = new ArrayList<>();

    /** By rank, what they want to tell each other, until all have said it. */
    private final Map<Integer, String> gathering = new TreeMap<>();

    private final WorkerEnds ends = new WorkerEnds();

    /**
     * Starts the processes.
     *
     * @param size at least 2
     */
    Gang(WorkerCommand command, Stage stage, int size, Listener listener) throws IOException {
        this.stage = stage;
        try {
            for (int rank = 0; rank < size; rank++) {
                outputs.add(new StageOutput("the process of its worker " + rank, listener));
                processes.add(StageProcess.start(command.of(stage, new Rank(rank, size), List.of())));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
        for (int rank = 0; rank < size; rank++) {
            listen(rank);
        }
    }

    private void listen(int rank) {
        StageProcess process = processes.get(rank);
        Thread thread = new Thread(
                () -> {
                    try {
                        int code = process.await(line -> inbox.add(() -> said(rank, line)));
                        inbox.add(() -> ends.ended(rank, code));
                    } catch (InterruptedException e) {
                        LOG.debug("nobody interrupts this thread", e);
                    }
                },
                "peco4j-worker-" + rank);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Waits for the result.
     *
     * @throws InterruptedException if the thread is; the processes have ended, with a checkpoint
     */
    StageRecord run(ArtifactStore store) throws InterruptedException, StageFailedException, StageLostException {
        try {
            int rank = decisive();
            int code = ends.code(rank);
            if (code == ProcessLauncher.INTERRUPTED) {
                Thread.sleep(ProcessLauncher.MILLIS_FOR_OWN_INTERRUPT);
            }
            return outputs.get(rank).result(stage, code, processes.get(rank).errors(), store);
        } catch (InterruptedException e) {
            stop();
            throw e;
        }
    }

    /** Whose end says what became of the stage. */
    private int decisive() throws InterruptedException {
        Optional<Integer> rank = ends.reason();
        while (rank.isEmpty() && !ends.leftBehind()) {
            inbox.take().run();
            rank = ends.reason();
        }
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLIS_FOR_THE_REASON);
        while (rank.isEmpty() && ends.size() < processes.size() && System.nanoTime() < end) {
            Runnable next = inbox.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next != null) {
                next.run();
            }
            rank = ends.reason();
        }
        return rank.or(ends::unsuccessful).orElseThrow();
    }

    private void said(int rank, String line) {
        if (!GatherLines.isOne(line)) {
            outputs.get(rank).accept(line);
            return;
        }
        gathering.put(rank, line);
        if (gathering.size() == processes.size()) {
            String all = GatherLines.all(List.copyOf(gathering.values()));
            gathering.clear();
            for (StageProcess process : processes) {
                process.say(all);
            }
        }
    }

    /** The workers agree on the step after which they stop, whichever is asked. */
    private void stop() throws InterruptedException {
        processes.get(0).say(Leash.STOP);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ProcessLauncher.MILLIS_TO_STOP);
        while (!ends.has(0) && System.nanoTime() < end) {
            Runnable next = inbox.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next != null) {
                next.run();
            }
        }
    }

    /** None of them holds a lock, or a port, after this. */
    @Override
    public void close() {
        processes.forEach(StageProcess::close);
        processes.forEach(StageProcess::awaitEnd);
    }
}
