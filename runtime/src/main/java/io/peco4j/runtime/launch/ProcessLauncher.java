package io.peco4j.runtime.launch;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.launch.StageFailedException.Doing;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.store.ArtifactStore;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs each stage in a Java process of its own on this machine. So its bytes are those of a run in one process with as
 * many engine threads, a crash of the engine is the stage's alone, and its memory goes back to the system.
 *
 * @param command how the processes are called
 * @param store where they leave their results
 * @param slots how many run at once
 * @param memory that they share
 */
public record ProcessLauncher(WorkerCommand command, ArtifactStore store, int slots, MemoryBudget memory)
        implements Launcher {
    private static final int FAILED = 1;
    private static final int REFUSED = 2;
    private static final int SIGNALS = 128;
    private static final int INTERRUPTED = 130;

    /** Less than the end of the whole program waits for. */
    private static final long MILLIS_TO_STOP = 20_000;

    /** A signal of the terminal reaches all processes; this one's own interrupt may come a moment later. */
    private static final long MILLIS_FOR_OWN_INTERRUPT = 500;

    @Override
    public boolean admits(Stage stage, Collection<Stage> running) {
        return memory.fits(stage, running);
    }

    @Override
    public StageRecord run(Stage stage, Listener listener) throws StageFailedException, StageLostException {
        Hearing hearing = new Hearing(listener);
        try (StageProcess process = StageProcess.start(command.of(stage))) {
            try {
                int code = process.await(hearing);
                if (code == INTERRUPTED) {
                    Thread.sleep(MILLIS_FOR_OWN_INTERRUPT);
                }
                return result(stage, code, hearing, process.errors());
            } catch (InterruptedException e) {
                process.stop(hearing, MILLIS_TO_STOP);
                throw e;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (IOException e) {
            throw new StageFailedException(stage.info(), Doing.STARTING, e);
        }
    }

    private StageRecord result(Stage stage, int code, Hearing hearing, List<String> errors)
            throws StageFailedException, StageLostException {
        Event.StageFailed failure = hearing.failure;
        if (failure != null) {
            throw new StageFailedException(failure.reason(), failure.cause());
        }
        if (code == FAILED || code == REFUSED) {
            String all = String.join("\n", errors);
            throw new StageFailedException(stage.info(), Doing.STARTING, new ElsewhereException(all, all));
        }
        if (code != 0) {
            String last = errors.isEmpty() ? "" : ", after it said: " + errors.get(errors.size() - 1);
            throw new StageLostException("its process was ended by "
                    + (code > SIGNALS ? "signal " + (code - SIGNALS) : "something, with exit code " + code) + last);
        }
        return store.record(stage.key())
                .orElseThrow(() -> new StageLostException("its process ended well, and the store has no result"));
    }

    /** Passes events on, but for the failure, which the run tells of. */
    private static final class Hearing implements Consumer<String> {
        private final Listener listener;
        private Event.@Nullable StageFailed failure;

        Hearing(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void accept(String line) {
            EventLines.read(line).ifPresent(event -> {
                if (event instanceof Event.StageFailed failed) {
                    failure = failed;
                } else {
                    listener.on(event);
                }
            });
        }
    }
}
