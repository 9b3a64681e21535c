package io.peco4j.conformance.pictures;

import java.io.IOException;
import java.nio.file.Path;

/** Data in files, as some kind of data set expects them; what is written is always the same. */
@FunctionalInterface
public interface FolderWriter {
    /**
     * Writes the files.
     *
     * @param folder an empty one
     * @return what an option of a data set would name: the folder, or a file in it
     */
    Path write(Path folder) throws IOException;
}
