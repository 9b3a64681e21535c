package io.peco4j.spark;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;

/**
 * A process on an executor, and its supervisor: the process ends when its standard input does, however the executor
 * ends, and when Spark has ended the task. Used by the task's thread.
 */
final class Program implements AutoCloseable {
    private static final int LAST_LINES = 30;
    private static final long LOOK_MILLIS = 500;
    private static final long MILLIS_FOR_THE_LAST_LINES = 5_000;

    private final Process process;
    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Deque<String> errors = new ArrayDeque<>();
    private final Thread output;
    private final Thread error;

    /** Starts it. */
    Program(List<String> command, Call call) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(new File(call.directory()));
        builder.environment().putAll(call.environment());
        this.process = builder.start();
        this.output = reading(process.getInputStream(), lines::add);
        this.error = reading(process.getErrorStream(), this::error);
    }

    /**
     * Waits for its end.
     *
     * @param line receives each line of its standard output, on the calling thread
     * @param task that runs it
     * @return its exit code; that of one that was left behind, if Spark has ended the task
     */
    int await(Consumer<String> line, TaskContext task) throws InterruptedException {
        while (output.isAlive() || !lines.isEmpty()) {
            @Nullable String next = lines.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (task.isInterrupted()) {
                return Ended.LEFT_BEHIND;
            }
            if (next != null) {
                line.accept(next);
            } else if (!process.isAlive()) {
                break; // whoever else holds its output has nothing to say
            }
        }
        return process.waitFor();
    }

    /** Writes a line that it reads; one that has ended reads nothing any more. */
    void say(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(US_ASCII));
            process.getOutputStream().flush();
        } catch (IOException e) {
            // Its end says more.
        }
    }

    /** The last lines of its standard error. */
    List<String> errors() throws InterruptedException {
        error.join(MILLIS_FOR_THE_LAST_LINES);
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

    private static Thread reading(InputStream stream, Consumer<String> each) {
        Thread thread = new Thread(
                () -> {
                    try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
                        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                            each.accept(line);
                        }
                    } catch (IOException e) {
                        // The pipe of a process that was ended.
                    }
                },
                "peco4j-output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Ends it at once. */
    void end() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        end();
    }
}
