package io.peco4j.runtime.cli;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.launch.Launcher;
import io.peco4j.runtime.launch.MemoryBudget;
import io.peco4j.runtime.launch.ProcessLauncher;
import io.peco4j.runtime.launch.WorkerCommand;
import io.peco4j.runtime.run.Estimate;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Stages in processes of this machine.
 *
 * @param atOnce how many at most
 * @param program how one is started: Java with its options, class path and main class
 */
record Jobs(int atOnce, List<String> program) {
    private static final String PLACE = "command line";

    /**
     * That many.
     *
     * @throws InvalidInputException PECO-711 if that is no number of processes, or this program cannot be started again
     */
    static Jobs of(int atOnce, Services services) {
        if (atOnce < 1) {
            throw new InvalidInputException(
                    new Problem("PECO-711", "--jobs " + atOnce + " is no number of stages", PLACE, "at least 1"));
        }
        Class<?> main = services.program();
        if (main == null) {
            throw new InvalidInputException(new Problem(
                    "PECO-711",
                    "--jobs needs processes of their own, and this program does not say how it is started",
                    PLACE,
                    "leave --jobs out, or name a main class where the services are made"));
        }
        return new Jobs(atOnce, WorkerCommand.likeThisProcess(main, Math.max(1, processors() / atOnce)));
    }

    /**
     * What to say of more threads than processors, which is slow but keeps the bits of a run without {@code --jobs}.
     *
     * @param threads of each process
     */
    Optional<String> crowding(int threads) {
        int processors = processors();
        if (atOnce == 1 || atOnce * threads <= processors) {
            return Optional.empty();
        }
        int less = Math.max(1, processors / atOnce);
        String remedy = less == threads
                ? "fewer jobs are as fast."
                : "--threads " + less + " is faster, but changes the last bits of results.";
        return Optional.of(String.format(
                Locale.ROOT,
                "%d stages at once with %d threads each take turns on %d processors; %s",
                atOnce,
                threads,
                processors,
                remedy));
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /**
     * Who runs the stages of a study.
     *
     * @param worker how its processes are called
     * @param estimate of the same study
     */
    Launcher launcher(WorkerCommand worker, StudySession session, Estimate estimate) {
        return new ProcessLauncher(
                worker,
                session.store(),
                atOnce,
                MemoryBudget.ofThisMachine(
                        stage -> estimate.cost(stage).memory().known()));
    }

    /**
     * How a process for a stage is called, wherever.
     *
     * @param program that takes commands
     * @param study the file of the session's study
     * @param out folder of results
     */
    static WorkerCommand command(List<String> program, StudySession session, Path study, Path out) {
        return new WorkerCommand(
                program,
                study.toAbsolutePath(),
                out.toAbsolutePath(),
                session.engine().threads(),
                session.plan().precision());
    }
}
