package io.peco4j.runtime.launch;

import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.record.StageRecord;
import java.util.Collection;
import java.util.concurrent.CancellationException;

/** Runs single stages, wherever. {@link GraphRun} says which and when. */
public interface Launcher {

    /**
     * How many stages it can run at once, at least 1. {@link #run} is called on as many threads; of one that can run a
     * single stage, on the thread of the study.
     */
    int slots();

    /**
     * Whether a stage can begin beside others.
     *
     * @param running stages that it runs now; if there are none, the answer is yes
     */
    default boolean admits(Stage stage, Collection<Stage> running) {
        return true;
    }

    /**
     * Whether no other stage begins while one that was not admitted waits: otherwise those that need less room would
     * come before it for ever.
     */
    default boolean holdsOthersBack(Stage waiting) {
        return false;
    }

    /**
     * Leaves the stage finished in the store; what it builds on is finished.
     *
     * @param listener hears what the stage says of itself, in order, on the calling thread
     * @return its record, as it is stored
     * @throws StageFailedException if the stage ended without a result, and would again
     * @throws StageLostException if whoever ran it is gone
     * @throws CancellationException if the thread is interrupted, or a {@link StageFailedException} due to one; the
     *     thread stays interrupted, and a checkpoint is left
     */
    StageRecord run(Stage stage, Listener listener) throws StageFailedException, StageLostException;
}
