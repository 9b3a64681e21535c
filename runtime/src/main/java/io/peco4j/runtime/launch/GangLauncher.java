package io.peco4j.runtime.launch;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.launch.StageFailedException.Doing;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.store.ArtifactStore;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.function.ToIntFunction;

/**
 * Runs one stage at a time, which several processes of this machine train together, to the bytes of one. A stage that
 * trains nothing, or whose steps have one micro-batch, has one process. Each process takes the memory of the stage:
 * where the machine has too little, there are fewer of them.
 *
 * @param command how the processes are called
 * @param store where the first one leaves the result
 * @param most processes for a stage
 * @param microBatches of a step of a stage; 0 if it trains nothing
 * @param memory that they share
 */
public record GangLauncher(
        WorkerCommand command, ArtifactStore store, int most, ToIntFunction<Stage> microBatches, MemoryBudget memory)
        implements Launcher {

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public StageRecord run(Stage stage, Listener listener) throws StageFailedException, StageLostException {
        int wanted = Math.min(most, microBatches.applyAsInt(stage));
        int size = memory.most(stage, wanted);
        if (size < wanted) {
            listener.on(new Event.Warning(StageFailedException.name(stage.info()) + " is trained by " + size
                    + (size == 1 ? " worker" : " workers") + " instead of " + wanted
                    + ", as each takes its memory, and there is no more: the bytes are the same"));
        }
        if (size <= 1) {
            return new ProcessLauncher(command, store, 1, memory).run(stage, listener);
        }
        try (Gang gang = new Gang(command, stage, size, listener)) {
            return gang.run(store);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (IOException e) {
            throw new StageFailedException(stage.info(), Doing.STARTING, e);
        }
    }
}
