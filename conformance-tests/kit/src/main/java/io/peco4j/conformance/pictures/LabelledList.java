package io.peco4j.conformance.pictures;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A list of labelled pictures, and the pictures beside it: {@code pictures.csv}, UTF-8, with the header {@code
 * file,label,split}; files are relative to the list.
 */
final class LabelledList {
    private LabelledList() {}

    /** The pictures of {@link ClassFolders}, and a list of them; the list. */
    static Path write(Path folder) throws IOException {
        ClassFolders.write(folder);
        List<String> lines = new ArrayList<>(List.of("file,label,split"));
        for (String split : ClassFolders.SPLITS) {
            for (String name : ClassFolders.CLASSES) {
                try (Stream<Path> files = Files.list(folder.resolve(split).resolve(name))) {
                    files.map(file -> split + "/" + name + "/" + file.getFileName())
                            .sorted()
                            .forEach(file -> lines.add(file + "," + name + "," + split));
                }
            }
        }
        return Files.write(folder.resolve("pictures.csv"), lines, StandardCharsets.UTF_8);
    }
}
