package io.peco4j.runtime.launch;

import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.store.ArtifactStore;
import java.util.List;

/**
 * Runs each stage as a program somewhere else. All that are ready go there at once: the place has a queue of its own,
 * and knows what it has room for.
 *
 * @param command how the programs are called; its paths are those of the place
 * @param store where they leave their results, shared with the place
 */
public record PlaceLauncher(WorkerCommand command, ArtifactStore store, Place place) implements Launcher {
    /** Each holds a thread that waits. */
    static final int MOST = 500;

    @Override
    public int slots() {
        return MOST;
    }

    @Override
    public StageRecord run(Stage stage, Listener listener) throws StageFailedException, StageLostException {
        StageOutput output = new StageOutput(listener);
        Place.Outcome outcome = place.run(List.of(command.of(stage)), (rank, line) -> output.accept(line));
        if (outcome.lost() != null) {
            throw new StageLostException("who ran it is gone: " + outcome.lost());
        }
        Place.Ending ending = outcome.endings().get(0);
        return output.result(stage, ending.code(), ending.errors(), store);
    }
}
