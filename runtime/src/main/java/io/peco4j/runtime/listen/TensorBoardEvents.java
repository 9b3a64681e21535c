package io.peco4j.runtime.listen;

import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.event.StageInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.framework.Summary;
import org.tensorflow.util.Event;
import org.tensorflow.util.SessionLog;

/**
 * Writes event files that TensorBoard reads: every stage and seed is a run, every metric a scalar.
 *
 * <p>A stage that resumes begins another file in its folder, with a mark that makes TensorBoard forget what an earlier
 * file holds of later steps. Safe for several threads. A file that cannot be written is told of once and then let be.
 */
public final class TensorBoardEvents implements Listener {
    private static final Logger LOG = LoggerFactory.getLogger(TensorBoardEvents.class);

    private final Path folder;
    private final InstantSource clock;
    private final Consumer<String> trouble;
    private final Map<String, RecordFile> open = new HashMap<>();

    /** The same, where a file that cannot be written is logged. */
    public TensorBoardEvents(Path folder, InstantSource clock) {
        this(folder, clock, LOG::warn);
    }

    /**
     * @param folder TensorBoard's log folder; the runs are its sub-folders
     * @param clock gives the wall times of the events
     * @param trouble told, in words, of a run that cannot be written
     */
    public TensorBoardEvents(Path folder, InstantSource clock, Consumer<String> trouble) {
        this.folder = folder;
        this.clock = clock;
        this.trouble = trouble;
    }

    @Override
    public synchronized void on(io.peco4j.runtime.event.Event event) {
        if (event instanceof io.peco4j.runtime.event.Event.StageStarted started) {
            attempt(started.stage(), () -> start(started.stage(), started.from()));
        } else if (event instanceof io.peco4j.runtime.event.Event.Measured measured) {
            attempt(measured.stage(), () -> measured(measured));
        } else if (event instanceof io.peco4j.runtime.event.Event.StageFinished finished) {
            attempt(finished.stage(), () -> close(finished.stage()));
        } else if (event instanceof io.peco4j.runtime.event.Event.StageFailed failed) {
            attempt(failed.stage(), () -> close(failed.stage()));
        }
    }

    private interface Attempt {
        void make() throws IOException;
    }

    private void attempt(StageInfo stage, Attempt attempt) {
        try {
            attempt.make();
        } catch (IOException e) {
            FileTrouble.close(open.remove(stage.key()));
            trouble.accept(FileTrouble.words(StageFiles.run(folder, stage), e));
        }
    }

    private void start(StageInfo stage, long from) throws IOException {
        close(stage);
        Path run = Files.createDirectories(StageFiles.run(folder, stage));
        // TensorBoard reads the files of a run in the order of their names.
        String name = String.format(
                Locale.ROOT,
                "events.out.tfevents.%010d.peco4j.%012d",
                clock.instant().getEpochSecond(),
                from);
        RecordFile file = new RecordFile(Files.newOutputStream(run.resolve(name)));
        open.put(stage.key(), file);
        file.write(event(0).setFileVersion("brain.Event:2").build().toByteArray());
        SessionLog mark = SessionLog.newBuilder()
                .setStatus(SessionLog.SessionStatus.START)
                .build();
        file.write(event(from == 0 ? 0 : from + 1).setSessionLog(mark).build().toByteArray());
    }

    private void measured(io.peco4j.runtime.event.Event.Measured measured) throws IOException {
        RecordFile file = open.get(measured.stage().key());
        if (file == null) {
            return;
        }
        Summary.Builder summary = Summary.newBuilder();
        measured.values()
                .forEach((metric, value) -> summary.addValue(
                        Summary.Value.newBuilder().setTag(metric).setSimpleValue((float) value.doubleValue())));
        file.write(event(measured.step()).setSummary(summary).build().toByteArray());
    }

    private Event.Builder event(long step) {
        return Event.newBuilder().setStep(step).setWallTime(clock.millis() / 1000.0);
    }

    private void close(StageInfo stage) throws IOException {
        RecordFile file = open.remove(stage.key());
        if (file != null) {
            file.close();
        }
    }
}
