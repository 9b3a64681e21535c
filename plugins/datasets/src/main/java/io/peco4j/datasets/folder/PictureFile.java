package io.peco4j.datasets.folder;

import io.peco4j.api.data.FileStamp;
import io.peco4j.api.data.SeenFile;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * One picture of the data set, not read yet.
 *
 * @param file where it is
 * @param stamp of the file when the folder was searched
 * @param name its path relative to the data set, with {@code /} between names; it decides which pictures are kept for
 *     validation
 * @param label the index of its class, if it has one
 */
public record PictureFile(Path file, FileStamp stamp, String name, OptionalInt label) {

    /** The file, for whoever asks for its digest. */
    public SeenFile seen() {
        return new SeenFile(file, stamp);
    }
}
