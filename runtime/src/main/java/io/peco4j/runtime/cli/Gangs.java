package io.peco4j.runtime.cli;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.launch.GangLauncher;
import io.peco4j.runtime.launch.Launcher;
import io.peco4j.runtime.launch.MemoryBudget;
import io.peco4j.runtime.launch.Place;
import io.peco4j.runtime.launch.PlaceGangLauncher;
import io.peco4j.runtime.launch.PlaceLauncher;
import io.peco4j.runtime.launch.WorkerCommand;
import io.peco4j.runtime.run.Estimate;
import java.util.ArrayList;
import java.util.List;

/**
 * Several processes of this machine for each stage.
 *
 * @param workers how many at most
 * @param program how one is started: Java with its options, class path and main class
 */
record Gangs(int workers, List<String> program) {
    private static final String PLACE = "command line";

    /**
     * That many.
     *
     * @throws InvalidInputException PECO-722 if that is no number of workers, or this program cannot be started again
     */
    static Gangs of(int workers, Services services) {
        requireSeveral(workers);
        Class<?> main = services.program();
        if (main == null) {
            throw new InvalidInputException(new Problem(
                    "PECO-722",
                    "--workers needs processes of their own, and this program does not say how it is started",
                    PLACE,
                    "leave --workers out, or name a main class where the services are made"));
        }
        int processors = Runtime.getRuntime().availableProcessors();
        return new Gangs(workers, WorkerCommand.likeThisProcess(main, Math.max(1, processors / workers)));
    }

    /** @throws InvalidInputException PECO-722 if that is no number of workers */
    static void requireSeveral(int workers) {
        if (workers < 2) {
            throw new InvalidInputException(new Problem(
                    "PECO-722",
                    "--workers " + workers + " is no number of workers that share out a step",
                    PLACE,
                    "at least 2; leave --workers out for one process"));
        }
    }

    /**
     * Who runs the stages of a study somewhere else.
     *
     * @param alone runs those that one program runs
     * @param workers for each stage, at most
     * @param mixed whether they may have processors of different kinds
     */
    static Launcher elsewhere(PlaceLauncher alone, int workers, boolean mixed, Estimate estimate) {
        List<String> meeting = new ArrayList<>(List.of("--address", Place.ADDRESS));
        if (alone.place().sealed()) {
            meeting.add("--sealed");
        }
        if (mixed) {
            meeting.add("--mixed");
        }
        return new PlaceGangLauncher(
                alone, workers, stage -> estimate.cost(stage).microBatches(), meeting);
    }

    /**
     * Who runs the stages of a study.
     *
     * @param worker how their processes are called
     * @param estimate of the same study
     */
    Launcher launcher(WorkerCommand worker, StudySession session, Estimate estimate) {
        return new GangLauncher(
                worker,
                session.store(),
                workers,
                stage -> estimate.cost(stage).microBatches(),
                MemoryBudget.ofThisMachine(
                        stage -> estimate.cost(stage).memory().known()));
    }
}
