package io.peco4j.runtime.run;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.event.Worker;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.record.StageWork;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Hears who works on the stages of a run. Used by its thread. */
final class WorkOnStages implements Listener {
    private final Worker here;
    private final Set<String> begun = new HashSet<>();
    private final Map<String, List<Worker>> workers = new HashMap<>();
    private final Map<String, List<Double>> waiting = new HashMap<>();

    /** @param here who works on those of which nothing else is said */
    WorkOnStages(Worker here) {
        this.here = here;
    }

    @Override
    public void on(Event event) {
        if (event instanceof Event.StageStarted started) {
            begun.add(started.stage().key());
        } else if (event instanceof Event.StageWorkers met) {
            // Of a stage that is run again, what its last workers say.
            workers.put(met.stage().key(), met.workers());
            waiting.remove(met.stage().key());
        } else if (event instanceof Event.Waited waited) {
            waiting.put(waited.stage().key(), waited.shares());
        }
    }

    /**
     * What was done, in the order of the stages.
     *
     * @param losses of stages, in words
     */
    List<StageWork> of(List<Stage> stages, Map<Stage, List<String>> losses) {
        return stages.stream()
                .filter(stage -> begun.contains(stage.key()) || losses.containsKey(stage))
                .map(stage -> of(stage.info(), losses.getOrDefault(stage, List.of())))
                .toList();
    }

    private StageWork of(StageInfo stage, List<String> losses) {
        return new StageWork(
                stage.key(),
                workers.getOrDefault(stage.key(), List.of(here)),
                losses,
                waiting.getOrDefault(stage.key(), List.of()));
    }
}
