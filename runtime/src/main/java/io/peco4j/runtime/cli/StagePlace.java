package io.peco4j.runtime.cli;

import io.peco4j.runtime.run.Estimate;
import picocli.CommandLine.Model.CommandSpec;

/** Where the stages of a study run: in this process, in others of this machine, or elsewhere. */
@FunctionalInterface
interface StagePlace {
    /**
     * Runs a study there.
     *
     * @param estimate of its stages, for the time that they take and the memory that they need
     * @param spec of the command, as for {@link StudyExecution}
     */
    StudyExecution.Outcome run(StudyExecution execution, Estimate estimate, CommandSpec spec);
}
