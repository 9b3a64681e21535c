package io.peco4j.datasets.video;

import java.nio.file.Path;

/** Small videos for tests of other packages. */
public final class DrawnClip {
    private static final int GROUP = 12;

    private DrawnClip() {}

    /** An MPEG-4 video of so many numbered frames; its name says in which format. */
    public static Path write(Path file, int frames) throws VideoException {
        return VideoWriter.of("mpeg4", 0, GROUP, frames).write(file);
    }
}
