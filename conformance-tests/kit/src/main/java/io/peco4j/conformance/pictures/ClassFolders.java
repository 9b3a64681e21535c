package io.peco4j.conformance.pictures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Generated pictures in a folder for each split and class: {@code train/east/1.png}; PNG and JPEG, 24 pixels a side.
 */
final class ClassFolders {
    static final List<String> SPLITS = List.of("train", "val");
    static final List<String> CLASSES = List.of("east", "west");
    private static final List<String> FORMATS = List.of("png", "png", "jpg");
    private static final int SIDE = 24;

    private ClassFolders() {}

    /** Two splits of two classes of three pictures, all different; the folder itself. */
    static Path write(Path folder) throws IOException {
        int number = 0;
        for (String split : SPLITS) {
            for (String name : CLASSES) {
                Path parent = Files.createDirectories(folder.resolve(split).resolve(name));
                for (String format : FORMATS) {
                    number++;
                    PngFile.write(Draw.photos(number, 1).images(SIDE).get(0), parent.resolve(number + "." + format));
                }
            }
        }
        return folder;
    }
}
