package io.peco4j.runtime.report;

import io.peco4j.nn.picture.Png;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.record.StageRecord.PictureRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the artifacts of stages are. */
@FunctionalInterface
public interface Artifacts {

    /** The folder of the artifact with that key; it need not be there. */
    Path folder(String key);

    /** A stage's picture; empty if it does not exist, is not a PNG, or would be outside the artifact's folder. */
    default Optional<Png> picture(StageRecord stage, PictureRecord picture) {
        Path folder = folder(stage.stage().key()).toAbsolutePath().normalize();
        Path file = folder.resolve(picture.file()).normalize();
        if (!file.startsWith(folder)) {
            return Optional.empty();
        }
        try {
            return Png.of(Files.readAllBytes(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
