package io.peco4j.runtime.listen;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.event.StageInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the metrics of each stage to a {@link CurveFile}, at once, so that a killed program loses nothing. A stage
 * that resumes continues its file after the step that it resumes at. Safe for several threads. A file that cannot be
 * written is told of once and then let be: no training stops for it.
 */
public final class CsvCurves implements Listener {
    private static final Logger LOG = LoggerFactory.getLogger(CsvCurves.class);

    private final Function<StageInfo, Path> files;
    private final Consumer<String> trouble;
    private final Map<String, Writer> open = new HashMap<>();

    /** @param files where a stage's file is; one that cannot be written is logged */
    public CsvCurves(Function<StageInfo, Path> files) {
        this(files, LOG::warn);
    }

    /**
     * @param files where a stage's file is
     * @param trouble told, in words, of a file that cannot be written
     */
    public CsvCurves(Function<StageInfo, Path> files, Consumer<String> trouble) {
        this.files = files;
        this.trouble = trouble;
    }

    @Override
    public synchronized void on(Event event) {
        if (event instanceof Event.StageStarted started) {
            attempt(started.stage(), () -> start(started));
        } else if (event instanceof Event.Measured measured) {
            attempt(measured.stage(), () -> measured(measured));
        } else if (event instanceof Event.StageFinished finished) {
            attempt(finished.stage(), () -> close(finished.stage()));
        } else if (event instanceof Event.StageFailed failed) {
            attempt(failed.stage(), () -> close(failed.stage()));
        }
    }

    private interface Attempt {
        void make() throws IOException;
    }

    private void attempt(StageInfo stage, Attempt attempt) {
        try {
            attempt.make();
        } catch (IOException | UncheckedIOException e) {
            FileTrouble.close(open.remove(stage.key()));
            trouble.accept(FileTrouble.words(files.apply(stage), e));
        }
    }

    private void start(Event.StageStarted started) throws IOException {
        close(started.stage());
        Path file = files.apply(started.stage());
        new CurveFile(file).keep(started.from() == 0 ? -1 : started.from());
        open.put(started.stage().key(), Files.newBufferedWriter(file, StandardOpenOption.APPEND));
    }

    private void measured(Event.Measured measured) throws IOException {
        Writer writer = open.get(measured.stage().key());
        if (writer == null) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        measured.values()
                .forEach((metric, value) ->
                        lines.append(new CurveFile.Line(measured.step(), measured.epoch(), metric, value).text()));
        writer.write(lines.toString());
        writer.flush();
    }

    private void close(StageInfo stage) throws IOException {
        Writer writer = open.remove(stage.key());
        if (writer != null) {
            writer.close();
        }
    }
}
