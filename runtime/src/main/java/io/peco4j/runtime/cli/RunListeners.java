package io.peco4j.runtime.cli;

import io.peco4j.runtime.content.ReadingListener;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.listen.ConsoleProgress;
import io.peco4j.runtime.listen.CsvCurves;
import io.peco4j.runtime.listen.LogListener;
import io.peco4j.runtime.listen.ReadingProgress;
import io.peco4j.runtime.listen.RunLog;
import io.peco4j.runtime.listen.TensorBoardEvents;
import io.peco4j.runtime.record.StageFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/**
 * Who hears what happens during a run: the person at the console, and files for other tools.
 *
 * @param all of them
 * @param log the file with everything
 * @param unwritten grows by what cannot be written of these files, in words
 */
record RunListeners(Listener all, RunLog log, List<String> unwritten) {
    /** The file with what happened, and the stack traces of what failed. */
    static final String LOG = "run.log";

    private static final int USUAL_WIDTH = 100;
    private static final int NARROWEST = 40;

    /**
     * Those of a run.
     *
     * @param folder of the run: gets {@code curves} with CSV files, {@code tensorboard} with event files, and {@value
     *     #LOG}
     */
    static RunListeners of(Path folder, PrintWriter out, Clock clock) {
        ConsoleProgress console = new ConsoleProgress(out, terminal(), RunListeners::width, clock);
        List<String> unwritten = new CopyOnWriteArrayList<>();
        RunLog log = new RunLog(folder.resolve(LOG), clock, words -> tell(words, console, unwritten));
        Listener all = console.and(log)
                .and(new CsvCurves(
                        stage -> folder.resolve("curves").resolve(StageFiles.csv(stage)),
                        words -> tell(words, console, unwritten)))
                .and(new TensorBoardEvents(
                        folder.resolve("tensorboard"), clock, words -> tell(words, console, unwritten)))
                .and(new LogListener(LoggerFactory.getLogger("io.peco4j.run")));
        return new RunListeners(all, log, unwritten);
    }

    private static void tell(String words, Listener console, List<String> unwritten) {
        unwritten.add(words);
        console.on(new Event.Warning(words));
    }

    /** Who is told how the reading of a study's files proceeds: the person at the console. */
    static ReadingListener reading(PrintWriter out) {
        return new ReadingProgress(out, terminal(), RunListeners::width, Clock.systemUTC());
    }

    private static boolean terminal() {
        return System.console() != null && System.getenv("TERM") != null;
    }

    private static int width() {
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("\\d{1,4}")
                ? Math.max(NARROWEST, Integer.parseInt(columns))
                : USUAL_WIDTH;
    }
}
