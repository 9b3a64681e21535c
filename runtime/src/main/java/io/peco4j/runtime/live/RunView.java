package io.peco4j.runtime.live;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.record.RunRecord;

/** Looks on while a study runs. */
public interface RunView extends Listener {
    /** All stages are done that are done in this run: this is its record. Seeds may still be added, by another run. */
    void kept(RunRecord run);

    /** One that shows nothing. */
    static RunView none() {
        return new RunView() {
            @Override
            public void on(Event event) {}

            @Override
            public void kept(RunRecord run) {}
        };
    }
}
