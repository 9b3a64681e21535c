package io.peco4j.runtime.event;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Something that happened. Events of one stage come in order, on one thread. */
public sealed interface Event {

    /**
     * A study begins.
     *
     * @param stages in the order in which they will run, with those that are already done
     * @param cached how many of them are done
     * @param forecast how long the rest will take
     */
    record StudyStarted(String study, List<StageInfo> stages, int cached, Forecast forecast, Path folder)
            implements Event {}

    /** A stage was found finished in the store. */
    record StageReused(StageInfo stage) implements Event {}

    /**
     * A stage begins to work.
     *
     * @param steps optimiser steps of its training; 0 if it trains nothing
     * @param from the step that it resumes at; 0 if it starts from the beginning
     */
    record StageStarted(StageInfo stage, long steps, long from) implements Event {}

    /**
     * Who works on a stage from now on; said by those that are processes of their own.
     *
     * @param workers by rank
     */
    record StageWorkers(StageInfo stage, List<Worker> workers) implements Event {}

    /**
     * How long the workers of a training have waited for each other until now.
     *
     * @param step number of steps done
     * @param shares of the time since this attempt began to train, by rank, from 0 to 1; what is sent counts, too
     */
    record Waited(StageInfo stage, long step, List<Double> shares) implements Event {}

    /**
     * An optimiser step is done.
     *
     * @param step number of steps done
     * @param images examples that this step has seen
     * @param elapsed time since the previous step's end
     */
    record StepDone(StageInfo stage, long step, long steps, int epoch, int images, Duration elapsed) implements Event {}

    /**
     * Figures of a step, or means since the last event of the kind: {@code loss}, {@code learning-rate},
     * {@code gradient-norm}, and the objectives' own metrics.
     *
     * @param step number of steps done
     */
    record Measured(StageInfo stage, long step, int epoch, Map<String, Double> values) implements Event {}

    /** The part of a stage that is no training, such as {@code scoring}, moves on. */
    record Progress(StageInfo stage, String what, long done, long total) implements Event {}

    /**
     * An unreadable example was left out; said once for each pass or training that meets it.
     *
     * @param split of the data set
     * @param label what a person would call the example
     * @param reason why it cannot be read
     */
    record Skipped(String split, String label, String reason) implements Event {}

    /** Something that a person should know and that stops nothing. */
    record Warning(String message) implements Event {}

    /** Something that was found and that a person may want to check, such as how a data set is laid out; no warning. */
    record Note(String message) implements Event {}

    /** A stage is finished and stored. */
    record StageFinished(StageInfo stage, Duration wall) implements Event {}

    /**
     * A stage has failed.
     *
     * @param reason in words, in one line: place, cause, what helps
     * @param cause what was thrown
     */
    record StageFailed(StageInfo stage, String reason, Throwable cause) implements Event {}

    /**
     * A stage does not run, because one that it builds on failed or did not run either.
     *
     * @param parent the one
     */
    record StageNotRun(StageInfo stage, StageInfo parent) implements Event {}

    /**
     * A study is over.
     *
     * @param failed how many stages failed or could not run because of one that did
     */
    record StudyFinished(String study, Duration wall, int failed) implements Event {}
}
