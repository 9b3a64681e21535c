package io.peco4j.runtime.listen;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.text.Figures;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/**
 * Shows progress to a person.
 *
 * <p>On a terminal each running stage has a line that is redrawn, with a line for the whole study below; a finished
 * stage leaves one line. Elsewhere, as in a log file, a running stage writes a line every ten seconds at most. Safe for
 * several threads.
 */
public final class ConsoleProgress implements Listener {
    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final Duration LOG = Duration.ofSeconds(10);

    private final PrintWriter out;
    private final boolean terminal;
    private final IntSupplier width;
    private final InstantSource clock;
    private final Map<String, StageMeter> running = new LinkedHashMap<>();
    private final Map<String, Instant> written = new HashMap<>();
    private final Map<String, List<Double>> waiting = new HashMap<>();
    private final StudyMeter study = new StudyMeter();
    private Instant drawn = Instant.EPOCH;
    private int lines;

    /**
     * @param terminal whether {@code out} is a terminal that understands ANSI sequences
     * @param width of the terminal in characters, asked for whenever something is drawn
     */
    public ConsoleProgress(PrintWriter out, boolean terminal, IntSupplier width, InstantSource clock) {
        this.out = out;
        this.terminal = terminal;
        this.width = width;
        this.clock = clock;
    }

    @Override
    public synchronized void on(Event event) {
        if (event instanceof Event.StudyStarted started) {
            study.start(started, clock.instant());
            say("Study " + started.study() + ": " + count(started.stages().size(), "stage")
                    + (started.cached() > 0 ? ", " + started.cached() + " of them done already" : "")
                    + (started.forecast().known()
                            ? ", " + Figures.about(started.forecast().total())
                            : ""));
        } else if (event instanceof Event.StageReused reused) {
            study.end(reused.stage());
            say(ProgressLine.name(reused.stage()) + ": reused");
        } else if (event instanceof Event.StageStarted started) {
            running.put(started.stage().key(), new StageMeter(started.stage(), started.steps(), started.from()));
            written.put(started.stage().key(), clock.instant());
            show(started.stage(), true);
        } else if (event instanceof Event.StepDone done) {
            moved(done.stage(), meter -> meter.step(done));
        } else if (event instanceof Event.Measured measured) {
            // Shown with the step that it belongs to.
            StageMeter meter = running.get(measured.stage().key());
            if (meter != null) {
                meter.measured(measured.values());
            }
        } else if (event instanceof Event.Waited waited) {
            waiting.put(waited.stage().key(), waited.shares());
        } else if (event instanceof Event.Progress progress) {
            moved(progress.stage(), meter -> meter.progress(progress));
        } else if (event instanceof Event.Warning warning) {
            say("Warning: " + warning.message());
        } else if (event instanceof Event.Note note) {
            say("  " + note.message());
        } else if (event instanceof Event.StageFinished finished) {
            study.end(finished.stage(), finished.wall());
            end(
                    finished.stage(),
                    "done in " + ProgressLine.duration(finished.wall())
                            + waited(waiting.getOrDefault(finished.stage().key(), List.of())));
        } else if (event instanceof Event.StageFailed failed) {
            study.end(failed.stage());
            end(failed.stage(), "failed: " + failed.reason());
        } else if (event instanceof Event.StageNotRun left) {
            study.end(left.stage());
            end(left.stage(), "not run, because " + ProgressLine.name(left.parent()) + " has no result");
        } else if (event instanceof Event.StudyFinished finished) {
            running.clear();
            say("Study " + finished.study() + ": "
                    + (finished.failed() == 0 ? "done" : count(finished.failed(), "stage") + " failed")
                    + " in "
                    + ProgressLine.duration(finished.wall()));
        }
    }

    private void moved(StageInfo stage, Consumer<StageMeter> change) {
        StageMeter meter = running.get(stage.key());
        if (meter != null) {
            change.accept(meter);
            show(stage, false);
        }
    }

    private void end(StageInfo stage, String how) {
        running.remove(stage.key());
        written.remove(stage.key());
        waiting.remove(stage.key());
        say(ProgressLine.name(stage) + ": " + how
                + (terminal ? "" : "; " + study.text(running.values(), clock.instant())));
    }

    private static String waited(List<Double> shares) {
        return shares.isEmpty()
                ? ""
                : "; its workers waited for each other "
                        + shares.stream()
                                .map(share -> Math.round(100 * share) + " %")
                                .collect(Collectors.joining(", ")) + " of the time";
    }

    /** Writes a line that stays. */
    private void say(String line) {
        erase();
        out.println(line);
        draw();
    }

    private void show(StageInfo stage, boolean now) {
        Instant time = clock.instant();
        StageMeter meter = running.get(stage.key());
        if (terminal) {
            if (now || Duration.between(drawn, time).compareTo(REDRAW) >= 0) {
                erase();
                draw();
            }
        } else if (meter != null
                && Duration.between(written.getOrDefault(stage.key(), time), time)
                                .compareTo(LOG)
                        >= 0) {
            written.put(stage.key(), time);
            out.println(ProgressLine.plain(meter));
            out.flush();
        }
    }

    private void erase() {
        if (lines > 0) {
            out.print("\u001b[" + lines + "A\r\u001b[J");
            lines = 0;
        }
    }

    private void draw() {
        if (terminal && !running.isEmpty()) {
            // A line as wide as the terminal would wrap on some.
            int room = Math.max(20, width.getAsInt() - 1);
            List<String> block = new ArrayList<>();
            running.values().forEach(meter -> block.add(ProgressLine.of(meter, room)));
            block.add(ProgressLine.shortened(study.text(running.values(), clock.instant()), room));
            block.forEach(out::println);
            lines = block.size();
            drawn = clock.instant();
        }
        out.flush();
    }

    private static String count(int count, String word) {
        return count + " " + word + (count == 1 ? "" : "s");
    }
}
