package io.peco4j.conformance.mutant.dataset;

import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.UnreadableExampleException;
import io.peco4j.nn.picture.PictureReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files and folders as the references read them. */
final class Scratch {
    private Scratch() {}

    /** What lies directly below a folder, by name. */
    static List<Path> listed(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws UnreadableExampleException if it is no picture */
    static RgbImage picture(Path file) {
        return new PictureReader().read(file);
    }
}
