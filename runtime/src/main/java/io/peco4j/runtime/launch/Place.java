package io.peco4j.runtime.launch;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** Where programs run, such as the machines of a cluster. Safe for several threads. */
@FunctionalInterface
public interface Place {
    /**
     * How a program ended.
     *
     * @param errors the last lines of its standard error
     */
    record Ending(int code, List<String> errors) {
        public Ending {
            errors = List.copyOf(errors);
        }
    }

    /**
     * Runs a program to its end. It is on a leash there: it does not outlive its supervisor.
     *
     * @param lines of its standard output, in order, on any one thread at a time; there is none after the end
     * @throws StageLostException if its supervisor or its machine is gone
     * @throws CancellationException if the thread is interrupted, and stays so; the program is ended
     */
    Ending run(List<String> command, Consumer<String> lines) throws StageLostException;
}
