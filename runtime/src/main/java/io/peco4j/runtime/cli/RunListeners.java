package io.peco4j.runtime.cli;

import io.peco4j.runtime.content.ReadingListener;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.listen.ConsoleProgress;
import io.peco4j.runtime.listen.CsvCurves;
import io.peco4j.runtime.listen.LogListener;
import io.peco4j.runtime.listen.ReadingProgress;
import io.peco4j.runtime.listen.TensorBoardEvents;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** Who hears what happens during a run: the person at the console, and files for other tools. */
final class RunListeners {
    private static final int USUAL_WIDTH = 100;
    private static final int NARROWEST = 40;

    private RunListeners() {}

    /**
     * All of them.
     *
     * @param folder of the run: gets {@code curves} with CSV files and {@code tensorboard} with event files
     */
    static Listener of(Path folder, PrintWriter out, Clock clock) {
        return new ConsoleProgress(out, terminal(), RunListeners::width, clock)
                .and(new CsvCurves(stage -> folder.resolve("curves").resolve(fileName(stage))))
                .and(new TensorBoardEvents(folder.resolve("tensorboard"), clock))
                .and(new LogListener(LoggerFactory.getLogger("io.peco4j.run")));
    }

    /** Who hears how the reading of a study's files goes: the person at the console. */
    static ReadingListener reading(PrintWriter out) {
        return new ReadingProgress(out, terminal(), RunListeners::width, Clock.systemUTC());
    }

    private static boolean terminal() {
        return System.console() != null && System.getenv("TERM") != null;
    }

    private static String fileName(StageInfo stage) {
        String name = (stage.kind() + "-" + stage.name() + "-seed-" + stage.seed())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9.]+", "-");
        return name + ".csv";
    }

    private static int width() {
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("\\d{1,4}")
                ? Math.max(NARROWEST, Integer.parseInt(columns))
                : USUAL_WIDTH;
    }
}
