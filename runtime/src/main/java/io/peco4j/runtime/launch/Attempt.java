package io.peco4j.runtime.launch;

import io.peco4j.runtime.event.Event;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/** One process's work on a stage, which may be lost. Used by the thread of the run alone. */
final class Attempt {
    private final Optional<FileTime> before;
    private boolean stepped;

    /** @param before when the checkpoint was written that it may go on from */
    Attempt(Optional<FileTime> before) {
        this.before = before;
    }

    void heard(Event event) {
        stepped = stepped || event instanceof Event.StepDone;
    }

    /**
     * Whether it got further than where it began, and left that behind. A checkpoint alone does not say so: a training
     * that is over writes its last one again.
     */
    boolean hasLeft(Optional<FileTime> after) {
        return stepped && after.isPresent() && !after.equals(before);
    }
}
