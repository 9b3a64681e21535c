package io.peco4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory the process holds, Java's and the engine's together. */
final class ResidentSize {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");
    private static final String NOW = "VmRSS:";
    private static final String PEAK = "VmHWM:";

    /** What Linux takes for: forget the peak. */
    private static final String FORGET_PEAK = "5";

    private ResidentSize() {}

    /** In bytes; NaN where the system does not say. */
    static double bytes() {
        return read(NOW);
    }

    /**
     * The largest since the process began, or since {@link #forgetPeak}, in bytes; NaN where the system does not say.
     */
    static double peak() {
        return read(PEAK);
    }

    /** Lets the peak start from what is held now; where the system refuses, that of the whole process stays. */
    static void forgetPeak() {
        try {
            Files.writeString(CLEAR, FORGET_PEAK);
        } catch (IOException e) {
            // A peak that is too high is on the safe side of any bound.
        }
    }

    private static double read(String key) {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(key))
                    .mapToDouble(line -> 1024
                            * Double.parseDouble(
                                    line.substring(key.length()).strip().split(" ", 2)[0]))
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
