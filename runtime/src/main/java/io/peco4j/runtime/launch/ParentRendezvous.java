package io.peco4j.runtime.launch;

import io.peco4j.runtime.worker.Rendezvous;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * A rendezvous of workers that are processes of one parent, which passes on what they say: each prints its line on
 * standard output, and all read all lines from standard input. So nobody else sees them, as arguments and environment
 * could be seen.
 *
 * <p>Waits for as long as it takes: a parent that is gone, or finds a worker gone, ends this process.
 */
public final class ParentRendezvous implements Rendezvous {
    private final Consumer<String> output;
    private final BlockingQueue<List<String>> answers = new LinkedBlockingQueue<>();

    /** @param output prints a line that the parent reads */
    public ParentRendezvous(Consumer<String> output) {
        this.output = output;
    }

    /** A line of standard input has come; on any thread. */
    public void heard(String line) {
        GatherLines.all(GatherLines.parse(line)).ifPresent(answers::add);
    }

    /** @throws CancellationException if the thread is interrupted, and stays so */
    @Override
    public List<String> gather(String mine) {
        output.accept(GatherLines.one(mine));
        try {
            return answers.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException)
                    new CancellationException("interrupted while waiting for other workers").initCause(e);
        }
    }
}
