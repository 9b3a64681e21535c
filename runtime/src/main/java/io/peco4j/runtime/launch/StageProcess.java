package io.peco4j.runtime.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process on a leash. Two threads read what it prints, so that it never waits; closing ends it at once.
 *
 * <p>One thread waits for its end at a time; the rest is for any.
 */
final class StageProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StageProcess.class);
    private static final int LAST_LINES = 30;
    private static final long LOOK_MILLIS = 500;
    private static final long SECONDS_TO_END = 10;

    private final Process process;
    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Deque<String> errors = new ArrayDeque<>();
    private final Thread output;
    private final Thread error;

    private StageProcess(Process process) {
        this.process = process;
        this.output = reading(process.getInputStream(), lines::add);
        this.error = reading(process.getErrorStream(), this::error);
    }

    static StageProcess start(List<String> command) throws IOException {
        return new StageProcess(new ProcessBuilder(command).start());
    }

    /**
     * Waits for its end.
     *
     * @param line receives each line of its standard output, on the calling thread
     * @return its exit code; above 128 where a signal ended it, on systems that have signals
     * @throws InterruptedException if the thread is; the process goes on
     */
    int await(Consumer<String> line) throws InterruptedException {
        while (await(line, Long.MAX_VALUE)) {
            // It goes on.
        }
        return process.waitFor();
    }

    /**
     * Asks it to stop, and hears what it still says.
     *
     * @param millis after which it is ended
     */
    void stop(Consumer<String> line, long millis) throws InterruptedException {
        say(Leash.STOP);
        await(line, millis);
    }

    /** Writes a line that it reads; one that has ended reads nothing any more. */
    void say(String line) {
        try {
            Leash.say(process.getOutputStream(), line);
        } catch (IOException e) {
            LOG.debug("a process ends before it has heard all", e);
        }
    }

    /** Whether it still runs after that time. */
    private boolean await(Consumer<String> line, long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.min(millis, Integer.MAX_VALUE));
        while (output.isAlive() || !lines.isEmpty()) {
            String next = lines.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (next != null) {
                line.accept(next);
            } else if (!process.isAlive()) {
                return false; // whoever else holds its output has nothing to say
            }
            if (System.nanoTime() > end) {
                return true;
            }
        }
        return false;
    }

    /** The last lines of its standard error; after its end, all that came. */
    List<String> errors() throws InterruptedException {
        error.join(LOOK_MILLIS);
        synchronized (errors) {
            return List.copyOf(errors);
        }
    }

    private void error(String line) {
        synchronized (errors) {
            errors.add(line);
            if (errors.size() > LAST_LINES) {
                errors.remove();
            }
        }
    }

    private static Thread reading(InputStream stream, Consumer<String> line) {
        Thread thread = new Thread(
                () -> {
                    try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
                        reader.lines().forEach(line);
                    } catch (IOException | UncheckedIOException e) {
                        LOG.debug("the output of a process ends early", e);
                    }
                },
                "peco4j-output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Waits a little for the end of a process that was closed: the system takes a moment. */
    void awaitEnd() {
        try {
            process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
