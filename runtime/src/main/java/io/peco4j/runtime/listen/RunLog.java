package io.peco4j.runtime.listen;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.problem.Causes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Appends what happens to a file, for whoever looks for a defect: each stage's beginning and end, warnings, files that
 * were skipped, and of what failed the whole stack trace, which no console shows. Safe for several threads.
 */
public final class RunLog implements Listener {
    private final Path file;
    private final InstantSource clock;
    private final Consumer<String> trouble;
    private boolean writable = true;

    /**
     * @param file made with its folder when there is something to write
     * @param trouble told once, in words, if the file cannot be written; nothing stops for it
     */
    public RunLog(Path file, InstantSource clock, Consumer<String> trouble) {
        this.file = file;
        this.clock = clock;
        this.trouble = trouble;
    }

    @Override
    public void on(Event event) {
        if (event instanceof Event.StudyStarted started) {
            write("study " + started.study() + ": " + started.stages().size() + " stages, of which are done: "
                    + started.cached());
        } else if (event instanceof Event.StageReused reused) {
            write(name(reused.stage()) + ": reused");
        } else if (event instanceof Event.StageStarted started) {
            write(name(started.stage()) + ": started, " + started.steps() + " steps from step " + started.from());
        } else if (event instanceof Event.StageFinished finished) {
            write(name(finished.stage()) + ": done in " + finished.wall().toMillis() / 1000.0 + " s");
        } else if (event instanceof Event.StageFailed failed) {
            write(name(failed.stage()) + ": failed " + failed.reason() + "\n" + Causes.trace(failed.cause()));
        } else if (event instanceof Event.StageNotRun left) {
            write(name(left.stage()) + ": not run, because " + name(left.parent()) + " has no result");
        } else if (event instanceof Event.Skipped skipped) {
            write("skipped " + skipped.label() + " of '" + skipped.split() + "': " + skipped.reason());
        } else if (event instanceof Event.Warning warning) {
            write("warning: " + warning.message());
        } else if (event instanceof Event.StudyFinished finished) {
            write("study " + finished.study() + ": over, stages without a result: " + finished.failed());
        }
    }

    /** Something that failed outside of the stages. */
    public void failed(String what, Throwable cause) {
        write(what + "\n" + Causes.trace(cause));
    }

    private synchronized void write(String text) {
        if (!writable) {
            return;
        }
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(
                    file,
                    clock.instant() + " " + text.stripTrailing() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException | RuntimeException e) {
            writable = false;
            trouble.accept(FileTrouble.words(file, e));
        }
    }

    private static String name(StageInfo stage) {
        return stage.kind() + " " + stage.name() + " (seed " + stage.seed() + ")";
    }
}
