package io.peco4j.runtime.listen;

import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.text.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How progress reads. ASCII only: consoles differ in what else they show. */
final class ProgressLine {
    private static final int WIDEST_BAR = 30;
    static final int NARROWEST_BAR = 8;

    private ProgressLine() {}

    /** A running stage with a bar, no longer than the width; what does not fit is left out, figures last. */
    static String of(StageMeter meter, int width) {
        String figures = String.join("  ", figures(meter));
        int beside = Math.min(width * 2 / 5, width - figures.length() - 2);
        String name = shortened(name(meter.stage()), Math.max(12, beside));
        int room = width - name.length() - figures.length() - 6;
        String bar = room >= NARROWEST_BAR && meter.total() > 0
                ? " " + bar(meter.done(), meter.total(), Math.min(WIDEST_BAR, room)) + " "
                : " ";
        return shortened(name + " " + bar + figures, width);
    }

    /** A running stage as a line of a log. */
    static String plain(StageMeter meter) {
        return name(meter.stage()) + ": " + String.join(", ", figures(meter));
    }

    /** A stage as people know it. */
    static String name(StageInfo stage) {
        return stage.name() + " (seed " + stage.seed() + ")";
    }

    /** What is left, no finer than it can be known. */
    static String coarse(Duration left) {
        return left.toSeconds() < 120
                ? left.toSeconds() + " s"
                : left.toMinutes() < 120
                        ? left.toMinutes() + " min"
                        : left.toHours() + " h " + left.toMinutesPart() + " min";
    }

    static String duration(Duration time) {
        return Figures.duration(time.toMillis() / 1000.0);
    }

    /** The text, or its beginning and dots. */
    static String shortened(String text, int width) {
        return text.length() <= width
                ? text
                : text.substring(0, Math.max(0, width - 2)) + "..".substring(0, Math.min(2, width));
    }

    private static List<String> figures(StageMeter meter) {
        List<String> figures = new ArrayList<>();
        String doing = meter.doing().isEmpty() ? "" : meter.doing() + " ";
        if (meter.total() > 0) {
            figures.add(doing + meter.done() + "/" + meter.total());
        } else if (!doing.isEmpty()) {
            figures.add(doing + meter.done());
        }
        meter.rate()
                .ifPresent(rate ->
                        figures.add(String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%.0f", rate) + " images/s"));
        meter.loss().ifPresent(loss -> figures.add("loss " + String.format(Locale.ROOT, "%.4g", loss)));
        meter.left().ifPresent(left -> figures.add(coarse(left) + " left"));
        return figures.isEmpty() ? List.of("running") : figures;
    }

    static String bar(long done, long total, int width) {
        int inner = width - 2;
        int full = (int) Math.max(0, Math.min(inner, done * inner / total));
        String head = full > 0 && full < inner ? "=".repeat(full - 1) + ">" : "=".repeat(full);
        return "[" + head + " ".repeat(inner - full) + "]";
    }
}
