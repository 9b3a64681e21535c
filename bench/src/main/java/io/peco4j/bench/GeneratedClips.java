package io.peco4j.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Videos of two classes, all of them the same drawing: H.264, ten seconds of 320 x 240 pixels. */
final class GeneratedClips {
    private static final String VIDEO = "drawn.mp4";
    private static final int CLIPS = 8;

    private GeneratedClips() {}

    /** Writes class folders of a training split into a folder that exists or not. */
    static Path write(Path folder) {
        try (InputStream in = Objects.requireNonNull(GeneratedClips.class.getResourceAsStream(VIDEO))) {
            byte[] video = in.readAllBytes();
            for (int clip = 0; clip < CLIPS; clip++) {
                Path parent = Files.createDirectories(folder.resolve("train/class" + clip % 2));
                Files.write(parent.resolve("clip" + clip + ".mp4"), video);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write videos", e);
        }
    }
}
