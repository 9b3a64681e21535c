package io.peco4j.runtime.launch;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Where programs run, such as the machines of a cluster. Safe for several threads. */
public interface Place {
    /** An argument of a program that stands for the address at which the others of its call reach it. */
    String ADDRESS = "{address}";

    /**
     * How a program ended.
     *
     * @param rank which of those that ran together it was, from 0
     * @param errors the last lines of its standard error
     */
    record Ending(int rank, int code, List<String> errors) {
        public Ending {
            errors = List.copyOf(errors);
        }
    }

    /**
     * How a call ended.
     *
     * @param endings in the order in which the programs ended
     * @param lost why not all of them ran to their end, such as a machine that is gone; null if they did
     */
    record Outcome(List<Ending> endings, @Nullable String lost) {
        public Outcome {
            endings = List.copyOf(endings);
        }
    }

    /**
     * Runs programs to their end; several of them all at once or not at all. They are on a leash there: they do not
     * outlive their supervisors. When one of several ends without success, the others are ended.
     *
     * <p>Several pass each other lines as {@link GatherLines} says.
     *
     * @param programs by rank
     * @param lines hears the rank and a line of its standard output, in order, on any one thread at a time; there is
     *     none after the end
     * @throws CancellationException if the thread is interrupted, and stays so; the programs are ended
     */
    Outcome run(List<List<String>> programs, BiConsumer<Integer, String> lines);

    /**
     * How many programs it can run at once. Machines come and go: whoever wants more than there are waits until no
     * other seems to come.
     *
     * @param wanted as many as are worth waiting for; 0 does not wait
     * @return at least 1 unless nothing was wanted or the thread is interrupted, and stays so
     */
    int slots(int wanted);

    /** Whether what programs tell each other must be encrypted. */
    boolean sealed();
}
