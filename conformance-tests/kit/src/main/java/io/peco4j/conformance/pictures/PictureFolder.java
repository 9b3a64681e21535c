package io.peco4j.conformance.pictures;

import io.peco4j.api.data.Dataset;
import io.peco4j.nn.picture.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes pictures in folders of their classes: {@code train/east/0001.png}, and the same for {@code val}. */
public final class PictureFolder {
    /** The folders of the classes. */
    public static final List<String> CLASSES = List.of("east", "west");

    private PictureFolder() {}

    /**
     * Draws square, photo-like pictures.
     *
     * @param folder exists or not
     * @param count of pictures of each class in each split
     * @param side of the pictures, in pixels
     */
    public static void write(Path folder, int count, int side) throws IOException {
        int seed = 0;
        for (String split : List.of(Dataset.TRAIN, Dataset.VALIDATION)) {
            for (String name : CLASSES) {
                Path parent = Files.createDirectories(folder.resolve(split).resolve(name));
                for (int i = 1; i <= count; i++) {
                    seed++;
                    Files.write(
                            parent.resolve(String.format(Locale.ROOT, "%04d.png", i)),
                            Png.of(Draw.photos(seed, 1).images(side).get(0)).bytes());
                }
            }
        }
    }
}
