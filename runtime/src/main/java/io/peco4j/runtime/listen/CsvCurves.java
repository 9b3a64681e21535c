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
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the metrics of each stage to a {@link CurveFile}, at once, so that a killed program loses nothing. A stage that
 * resumes continues its file after the step that it resumes at. Safe for several threads. A file that cannot be
 * written is logged once and then let be: no training stops for it.
 */
public final class CsvCurves implements Listener {
    private static final Logger LOG = LoggerFactory.getLogger(CsvCurves.class);

    private final Function<StageInfo, Path> files;
    private final Map<String, Writer> open = new HashMap<>();

    /** @param files where a stage's file is */
    public CsvCurves(Function<StageInfo, Path> files) {
        this.files = files;
    }

    @Override
    public synchronized void on(Event event) {
        try {
            if (event instanceof Event.StageStarted started) {
                start(started);
            } else if (event instanceof Event.Measured measured) {
                measured(measured);
            } else if (event instanceof Event.StageFinished finished) {
                close(finished.stage());
            } else if (event instanceof Event.StageFailed failed) {
                close(failed.stage());
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("no more curves as CSV of a stage: {}", e.toString());
        }
    }

    private void start(Event.StageStarted started) throws IOException {
        close(started.stage());
        Path file = files.apply(started.stage());
        new CurveFile(file).keep(started.from() == 0 ? -1 : started.from());
        open.put(started.stage().key(), Files.newBufferedWriter(file, StandardOpenOption.APPEND));
    }

    private void measured(Event.Measured measured) throws IOException {
        String key = measured.stage().key();
        Writer writer = open.get(key);
        if (writer == null) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        measured.values()
                .forEach((metric, value) ->
                        lines.append(new CurveFile.Line(measured.step(), measured.epoch(), metric, value).text()));
        try {
            writer.write(lines.toString());
            writer.flush();
        } catch (IOException e) {
            open.remove(key);
            throw e;
        }
    }

    private void close(StageInfo stage) throws IOException {
        Writer writer = open.remove(stage.key());
        if (writer != null) {
            writer.close();
        }
    }
}
