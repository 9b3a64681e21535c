package io.peco4j.runtime.launch;

import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.launch.StageFailedException.Doing;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.store.ArtifactStore;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.CancellationException;

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
    static final int INTERRUPTED = 130;

    /** Less than the end of the whole program waits for. */
    static final long MILLIS_TO_STOP = 20_000;

    /** A signal of the terminal reaches all processes; this one's own interrupt may come a moment later. */
    static final long MILLIS_FOR_OWN_INTERRUPT = 500;

    @Override
    public boolean admits(Stage stage, Collection<Stage> running) {
        return memory.fits(stage, running);
    }

    @Override
    public StageRecord run(Stage stage, Listener listener) throws StageFailedException, StageLostException {
        StageOutput output = new StageOutput(listener);
        try (StageProcess process = StageProcess.start(command.of(stage))) {
            try {
                int code = process.await(output);
                if (code == INTERRUPTED) {
                    Thread.sleep(MILLIS_FOR_OWN_INTERRUPT);
                }
                return output.result(stage, code, process.errors(), store);
            } catch (InterruptedException e) {
                process.stop(output, MILLIS_TO_STOP);
                throw e;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (IOException e) {
            throw new StageFailedException(stage.info(), Doing.STARTING, e);
        }
    }
}
