package io.peco4j.runtime.record;

import io.peco4j.runtime.event.Worker;
import java.util.List;

/**
 * How a run came by the result of a stage that it did not find finished. Nothing of it decides a byte of the result, so
 * it is kept with the run and not with the artifact.
 *
 * @param stage its key
 * @param workers those that ended it, by rank
 * @param losses how a process of it was lost, in words, for each time that it was run again
 * @param waiting by rank: the share of the training's time in which the worker waited for the others and for what they
 *     sent, from 0 to 1; empty for one worker
 */
public record StageWork(String stage, List<Worker> workers, List<String> losses, List<Double> waiting) {
    public StageWork {
        workers = List.copyOf(workers);
        losses = List.copyOf(losses);
        waiting = List.copyOf(waiting);
    }
}
