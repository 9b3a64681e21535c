package io.peco4j.runtime.cli;

import io.peco4j.runtime.run.Estimate;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where the stages of a study run: in this process, in others of this machine, or elsewhere.
 *
 * @param atOnce how many of them at once, as far as that is known beforehand
 * @param way runs them there
 */
record StagePlace(int atOnce, Way way) {
    /** Runs a study. */
    @FunctionalInterface
    interface Way {
        /**
         * Runs a study there.
         *
         * @param estimate of its stages, for the time that they take and the memory that they need
         * @param spec of the command, as for {@link StudyExecution}
         */
        StudyExecution.Outcome run(StudyExecution execution, Estimate estimate, CommandSpec spec);
    }

    /** {@link Way#run} of its way. */
    StudyExecution.Outcome run(StudyExecution execution, Estimate estimate, CommandSpec spec) {
        return way.run(execution, estimate, spec);
    }

    /** How long the unfinished stages take there. */
    Duration time(Estimate estimate) {
        return estimate.total(atOnce);
    }
}
