package io.peco4j.runtime.text;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Numbers as people read them. */
public final class Figures {
    private Figures() {}

    /** With that many places; NaN and infinities in words. */
    public static String fixed(double value, int places) {
        if (Double.isNaN(value)) {
            return "not a number";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "infinite" : "minus infinite";
        }
        String text = String.format(Locale.ROOT, "%." + places + "f", value);
        return text.startsWith("-") && text.chars().noneMatch(c -> c >= '1' && c <= '9')
                ? text.substring(1)
                : text.replace('-', '−');
    }

    /** Three significant digits, or all digits of whole numbers. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return fixed(value, 0);
        }
        double size = Math.abs(value);
        if (size >= 100 || value == Math.rint(value)) {
            return grouped(value);
        }
        if (size < 0.001) {
            return String.format(Locale.ROOT, "%.2e", value).replace('-', '−');
        }
        return fixed(value, size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4);
    }

    /** A ratio, such as {@code 0.26×}; empty if it is none, as where what it is made of is unknown. */
    public static Optional<String> times(double ratio) {
        if (!(ratio > 0 && ratio < Double.POSITIVE_INFINITY)) {
            return Optional.empty();
        }
        return Optional.of((ratio < 0.1 ? number(ratio) : fixed(ratio, ratio < 10 ? 2 : 0)) + "×");
    }

    /** A whole number with thin spaces between thousands. */
    public static String grouped(double value) {
        return String.format(Locale.ROOT, "%,.0f", value).replace(',', '\u202f').replace('-', '−');
    }

    /** A large count in short, such as {@code 5.4 M}. */
    public static String count(double value) {
        if (value >= 1e9) {
            return number(value / 1e9) + "\u202fG";
        }
        return value >= 1e6
                ? number(value / 1e6) + "\u202fM"
                : value >= 1e4 ? number(value / 1e3) + "\u202fk" : grouped(value);
    }

    /** Bytes with their unit, such as {@code 1.9 GB} or {@code 340 MB}; a gigabyte has 10^9. */
    public static String bytes(double value) {
        double unit = byteUnit(value);
        return inUnit(value, unit) + " " + byteWord(unit);
    }

    /** The unit that a number of bytes is written in: 10^9 or 10^6. */
    public static double byteUnit(double value) {
        return value >= 0.9995e9 ? 1e9 : 1e6;
    }

    /** The name of a unit. */
    public static String byteWord(double unit) {
        return unit == 1e9 ? "GB" : "MB";
    }

    /** Bytes in a unit, without its name: tenths of gigabytes, whole megabytes. */
    public static String inUnit(double value, double unit) {
        return fixed(value / unit, unit == 1e9 ? 1 : 0);
    }

    /** A duration in its two largest units, such as {@code 2 min 5 s}. */
    public static String duration(double seconds) {
        if (!Double.isFinite(seconds)) {
            return fixed(seconds, 0);
        }
        if (seconds < 10) {
            return fixed(seconds, 1) + " s";
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        if (whole < 3600) {
            return whole / 60 + " min " + whole % 60 + " s";
        }
        return whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }

    /** An expected duration in words, no finer than it can be known, such as {@code about 31 min}. */
    public static String about(Duration expected) {
        if (expected.toSeconds() < 60) {
            return "less than a minute";
        }
        long minutes = expected.plusSeconds(30).toMinutes();
        return minutes < 60 ? "about " + minutes + " min" : "about " + minutes / 60 + " h " + minutes % 60 + " min";
    }

    /** A tick of an axis with as many places as its neighbours need. */
    public static String tick(double value, List<Double> ticks) {
        if (ticks.size() < 2) {
            return number(value);
        }
        double step = ticks.get(1) - ticks.get(0);
        double size = Math.max(Math.abs(ticks.get(0)), Math.abs(ticks.get(ticks.size() - 1)));
        if (size < 0.001) {
            return value == 0 ? "0" : String.format(Locale.ROOT, "%.0e", value).replace('-', '−');
        }
        if (size >= 1e4) {
            double unit = size >= 1e6 ? 1e6 : 1e3;
            String word = size >= 1e6 ? "\u202fM" : "\u202fk";
            return value == 0 ? "0" : fixed(value / unit, step % unit == 0 ? 0 : 1) + word;
        }
        return fixed(value, Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9)));
    }

    /** A power of ten. */
    public static String power(double value) {
        return value >= 0.001 && value < 1e4
                ? fixed(value, Math.max(0, (int) Math.round(-Math.log10(value))))
                : "1e" + Math.round(Math.log10(value));
    }
}
