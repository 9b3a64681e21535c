package io.peco4j.runtime.listen;

import io.peco4j.runtime.content.ReadingListener;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows to a person how far the reading of a study's files is: on a terminal by a line that is redrawn, elsewhere by a
 * line every ten seconds at most. Nothing is shown of a reading that takes less than a second. One thread.
 */
public final class ReadingProgress implements ReadingListener {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LOG = Duration.ofSeconds(10);
    private static final int WIDEST_BAR = 30;
    private static final double MEGA = 1e6;

    private final PrintWriter out;
    private final boolean terminal;
    private final IntSupplier width;
    private final InstantSource clock;
    private @Nullable Instant started;
    private Instant written = Instant.EPOCH;
    private boolean drawn;
    private String last = "";
    private long changed;

    /**
     * @param terminal whether {@code out} is a terminal that understands ANSI sequences
     * @param width of the terminal in characters
     */
    public ReadingProgress(PrintWriter out, boolean terminal, IntSupplier width, InstantSource clock) {
        this.out = out;
        this.terminal = terminal;
        this.width = width;
        this.clock = clock;
    }

    @Override
    public void moved(long files, long allFiles, long bytes, long allBytes) {
        Instant now = clock.instant();
        if (started == null) {
            started = now;
            written = now;
        }
        Duration elapsed = Duration.between(started, now);
        last = String.format(
                Locale.ROOT, "Read %,d files, %s, in %s", files, size(bytes), ProgressLine.duration(elapsed));
        if (terminal && elapsed.compareTo(SHORT) >= 0) {
            draw(files, allFiles, bytes, allBytes, elapsed);
        } else if (!terminal && Duration.between(written, now).compareTo(LOG) >= 0) {
            written = now;
            drawn = true;
            out.println("Reading files: " + figures(files, allFiles, bytes, allBytes, elapsed));
            out.flush();
        }
    }

    @Override
    public void finished() {
        if (drawn) {
            say(last);
        }
        if (changed > 1) {
            say("Warning: so have " + (changed - 1) + " more files");
        }
        started = null;
        drawn = false;
        changed = 0;
    }

    @Override
    public void changedUnseen(Path file) {
        if (changed++ == 0) {
            say("Warning: " + file + " has another content than when it was last read, though its size and its time are"
                    + " the same");
        }
    }

    @Override
    public void unremembered(Path index, String cause) {
        say("Warning: what was read cannot be remembered in " + index + " and will be read again: " + cause);
    }

    private void draw(long files, long allFiles, long bytes, long allBytes, Duration elapsed) {
        int room = Math.max(20, width.getAsInt() - 1);
        String figures = figures(files, allFiles, bytes, allBytes, elapsed);
        String name = "Reading files  ";
        int rest = Math.min(WIDEST_BAR, room - name.length() - figures.length() - 2);
        String bar = rest < ProgressLine.NARROWEST_BAR || allBytes == 0
                ? ""
                : ProgressLine.bar(bytes, allBytes, rest) + "  ";
        erase();
        out.println(ProgressLine.shortened(name + bar + figures, room));
        out.flush();
        drawn = true;
    }

    private void say(String line) {
        erase();
        out.println(line);
        out.flush();
    }

    private void erase() {
        if (terminal && drawn) {
            out.print("\u001b[1A\r\u001b[J");
            drawn = false;
        }
    }

    private static String figures(long files, long allFiles, long bytes, long allBytes, Duration elapsed) {
        double seconds = elapsed.toMillis() / 1000.0;
        String text = String.format(Locale.ROOT, "%,d/%,d  %s of %s", files, allFiles, size(bytes), size(allBytes));
        if (bytes == 0 || seconds == 0) {
            return text;
        }
        double left = seconds * (allBytes - bytes) / bytes;
        return text
                + String.format(Locale.ROOT, "  %.0f MB/s  ", bytes / seconds / MEGA)
                + ProgressLine.coarse(Duration.ofSeconds(Math.round(left)))
                + " left";
    }

    private static String size(long bytes) {
        return bytes < 1000 * MEGA
                ? String.format(Locale.ROOT, "%.0f MB", bytes / MEGA)
                : String.format(Locale.ROOT, "%.1f GB", bytes / MEGA / 1000);
    }
}
