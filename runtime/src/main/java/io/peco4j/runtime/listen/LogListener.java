package io.peco4j.runtime.listen;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.text.Figures;
import java.time.Duration;
import org.slf4j.Logger;

/** Writes what happens to a log: stages and warnings to INFO and above, figures of steps to DEBUG. */
public final class LogListener implements Listener {
    private final Logger log;

    public LogListener(Logger log) {
        this.log = log;
    }

    @Override
    public void on(Event event) {
        if (event instanceof Event.StudyStarted started) {
            log.info(
                    "study {}: {} stages, {} of them done, in {}",
                    started.study(),
                    started.stages().size(),
                    started.cached(),
                    started.folder());
        } else if (event instanceof Event.StageReused reused) {
            log.info("{}: reused", name(reused.stage()));
        } else if (event instanceof Event.StageStarted started) {
            log.info("{}: {} steps from step {}", name(started.stage()), started.steps(), started.from());
        } else if (event instanceof Event.Measured measured) {
            log.debug("{}: step {} {}", name(measured.stage()), measured.step(), measured.values());
        } else if (event instanceof Event.Warning warning) {
            log.warn("{}", warning.message());
        } else if (event instanceof Event.Note note) {
            log.info("{}", note.message());
        } else if (event instanceof Event.StageFinished finished) {
            log.info("{}: done in {}", name(finished.stage()), duration(finished.wall()));
        } else if (event instanceof Event.StageFailed failed) {
            log.error("{}: failed: {}", name(failed.stage()), failed.reason());
        } else if (event instanceof Event.StageNotRun left) {
            log.error("{}: not run, because {} has no result", name(left.stage()), name(left.parent()));
        } else if (event instanceof Event.Skipped skipped) {
            log.info("skipped {} of '{}': {}", skipped.label(), skipped.split(), skipped.reason());
        } else if (event instanceof Event.StudyFinished finished) {
            log.info("study {}: over in {}, {} failed", finished.study(), duration(finished.wall()), finished.failed());
        }
    }

    private static String name(StageInfo stage) {
        return stage.kind() + " " + stage.name() + " (seed " + stage.seed() + ")";
    }

    private static String duration(Duration wall) {
        return Figures.duration(wall.toMillis() / 1000.0);
    }
}
