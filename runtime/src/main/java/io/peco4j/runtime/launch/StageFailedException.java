package io.peco4j.runtime.launch;

import io.peco4j.runtime.data.ExampleFailedException;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.problem.Causes;
import io.peco4j.runtime.problem.Obstacle;

/** Something ended a stage; the message says what it was doing, with which component, and why, in one line. */
public final class StageFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What a stage does, in order. */
    public enum Doing {
        STARTING("starting its process"),
        OPENING("opening its folder"),
        MAKING("making its components"),
        TRAINING("training"),
        SCORING("scoring"),
        STORING("storing its result");

        private final String words;

        Doing(String words) {
            this.words = words;
        }
    }

    /** The failure of a stage in this process. */
    public StageFailedException(StageInfo stage, Doing doing, Throwable cause) {
        this("while " + doing.words + " (" + stage.component() + "): " + why(cause), cause);
    }

    /**
     * The failure of a stage that says of itself what it was doing.
     *
     * @param reason all of the message
     */
    public StageFailedException(String reason, Throwable cause) {
        super(reason, cause);
    }

    /** How a stage is called in the list of failures. */
    public static String name(StageInfo stage) {
        return stage.kind() + " " + stage.name() + ", seed " + stage.seed();
    }

    /** Where the machine stood in the way, what helps says more than what a deep layer says. */
    private static String why(Throwable cause) {
        return Obstacle.of(cause).isPresent() ? example(cause) + Obstacle.line(cause) : Causes.line(cause);
    }

    private static String example(Throwable cause) {
        return Causes.chain(cause).stream()
                .filter(ExampleFailedException.class::isInstance)
                .map(each -> ((ExampleFailedException) each).example() + ": ")
                .findFirst()
                .orElse("");
    }
}
