package io.peco4j.runtime.listen;

import io.peco4j.runtime.problem.Obstacle;
import java.nio.file.Path;

/** Words for a file beside the results that cannot be written; no training stops for one. */
final class FileTrouble {
    private FileTrouble() {}

    /** What is not written, why, and what helps. */
    static String words(Path file, Exception cause) {
        return file + " is not written any further: " + Obstacle.line(cause);
    }
}
