package io.peco4j.runtime.listen;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.record.StageFiles;
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

/**
 * Writes event files that TensorBoard reads: every stage and seed is a run, every metric a scalar.
 *
 * <p>A stage that resumes begins another file in its folder, with a mark that makes TensorBoard forget what an earlier
 * file holds of later steps. Safe for several threads. A file that cannot be written is told of once and then let be.
 */
public final class TensorBoardEvents implements Listener {
    private static final Logger LOG = LoggerFactory.getLogger(TensorBoardEvents.class);

    // Fields of TensorFlow's messages: event.proto and summary.proto.
    private static final int EVENT_WALL_TIME = 1;
    private static final int EVENT_STEP = 2;
    private static final int EVENT_FILE_VERSION = 3;
    private static final int EVENT_SUMMARY = 5;
    private static final int EVENT_SESSION = 7;
    private static final int SUMMARY_VALUE = 1;
    private static final int VALUE_TAG = 1;
    private static final int VALUE_NUMBER = 2;
    private static final int SESSION_STATUS = 1;
    private static final long SESSION_START = 1;

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
    public synchronized void on(Event event) {
        if (event instanceof Event.StageStarted started) {
            attempt(started.stage(), () -> start(started.stage(), started.from()));
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
        file.write(event(0).add(EVENT_FILE_VERSION, "brain.Event:2").bytes());
        ProtoMessage mark = new ProtoMessage().add(SESSION_STATUS, SESSION_START);
        file.write(event(from == 0 ? 0 : from + 1).add(EVENT_SESSION, mark).bytes());
    }

    private void measured(Event.Measured measured) throws IOException {
        RecordFile file = open.get(measured.stage().key());
        if (file == null) {
            return;
        }
        ProtoMessage summary = new ProtoMessage();
        measured.values()
                .forEach((metric, value) -> summary.add(
                        SUMMARY_VALUE,
                        new ProtoMessage().add(VALUE_TAG, metric).add(VALUE_NUMBER, (float) value.doubleValue())));
        file.write(event(measured.step()).add(EVENT_SUMMARY, summary).bytes());
    }

    private ProtoMessage event(long step) {
        return new ProtoMessage().add(EVENT_WALL_TIME, clock.millis() / 1000.0).add(EVENT_STEP, step);
    }

    private void close(StageInfo stage) throws IOException {
        RecordFile file = open.remove(stage.key());
        if (file != null) {
            file.close();
        }
    }
}
