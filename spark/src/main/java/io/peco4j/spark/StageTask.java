package io.peco4j.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.Function;

/**
 * Runs one stage in a process of its own, on an executor, and is its supervisor: the process ends when its standard
 * input does, however the executor ends. Its lines go to the driver at once.
 */
final class StageTask implements Function<StageTask.Call, StageTask.Ended> {
    private static final long serialVersionUID = 1L;
    private static final int LAST_LINES = 30;

    /**
     * A call of a program.
     *
     * @param number of the call, for its lines
     * @param directory to work in; the same path as on the driver
     * @param environment beside the executor's
     */
    record Call(long number, List<String> command, String directory, Map<String, String> environment)
            implements Serializable {}

    /**
     * How it ended.
     *
     * @param errors the last lines of its standard error
     */
    record Ended(int code, List<String> errors) implements Serializable {}

    @Override
    public Ended call(Call call) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(call.command()).directory(new File(call.directory()));
        builder.environment().putAll(call.environment());
        Process process = builder.start();
        Deque<String> errors = new ArrayDeque<>();
        Thread reader = errors(process, errors);
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                EventPlugin.say(call.number(), line);
            }
            int code = process.waitFor();
            reader.join();
            return new Ended(code, new ArrayList<>(errors));
        } finally {
            process.destroyForcibly();
            EventPlugin.end(call.number());
        }
    }

    private static Thread errors(Process process, Deque<String> last) {
        Thread thread = new Thread(
                () -> {
                    try (BufferedReader lines =
                            new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8))) {
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            last.add(line);
                            if (last.size() > LAST_LINES) {
                                last.remove();
                            }
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                "peco4j-errors");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
