package io.peco4j.runtime.launch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * What ties a process to the one that started it: its standard input. However that one ends, the system closes the
 * pipe, and the process ends at once; nobody would hear it any more, and it would hold the lock of its stage. A line
 * {@value #STOP} asks it to stop in order, with a checkpoint.
 */
public final class Leash {
    static final String STOP = "stop";

    private Leash() {}

    /**
     * Ties this process, with a daemon thread that reads from now on.
     *
     * @param input its standard input
     * @param stop asked to stop; called on another thread, which may wait
     * @param end the other end is gone
     */
    public static void tie(InputStream input, Runnable stop, Runnable end) {
        tie(input, stop, line -> {}, end);
    }

    /**
     * Ties this process, which also hears from the other end.
     *
     * @param other receives each line that does not ask it to stop, on the thread that reads
     */
    public static void tie(InputStream input, Runnable stop, Consumer<String> other, Runnable end) {
        daemon("peco4j-leash", () -> {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(input, US_ASCII))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.equals(STOP)) {
                        daemon("peco4j-stop", stop);
                    } else {
                        other.accept(line);
                    }
                }
            } catch (IOException e) {
                // A pipe that cannot be read is no leash either.
            }
            end.run();
        });
    }

    /**
     * Tells a tied process something.
     *
     * @param input what it reads; stays open
     * @param line such as {@value #STOP}, of ASCII
     */
    static void say(OutputStream input, String line) throws IOException {
        input.write((line + "\n").getBytes(US_ASCII));
        input.flush();
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
