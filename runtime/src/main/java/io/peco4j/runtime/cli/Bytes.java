package io.peco4j.runtime.cli;

import java.util.Locale;

/** Sizes of files as people read them. */
final class Bytes {
    private static final long KILO = 1000;

    private Bytes() {}

    /** Such as {@code 343.3 MB}, in powers of ten. */
    static String text(long bytes) {
        if (bytes < KILO) {
            return bytes + " bytes";
        }
        double value = bytes;
        String unit = "";
        for (String next : new String[] {"kB", "MB", "GB", "TB"}) {
            if (value >= KILO) {
                value /= KILO;
                unit = next;
            }
        }
        return String.format(Locale.ROOT, "%.1f %s", value, unit);
    }
}
