package io.peco4j.runtime.listen;

import io.peco4j.runtime.problem.Obstacle;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Words for a file beside the results that cannot be written; no training stops for one. */
final class FileTrouble {
    private static final Logger LOG = LoggerFactory.getLogger(FileTrouble.class);

    private FileTrouble() {}

    /** What is not written, why, and what helps. */
    static String words(Path file, Exception cause) {
        return file + " is not written any further: " + Obstacle.line(cause);
    }

    /** Gives the file back to the system; what its buffer holds is lost already. */
    static void close(@Nullable Closeable file) {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                LOG.debug("a file that could not be written does not close", e);
            }
        }
    }
}
