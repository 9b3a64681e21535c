package io.peco4j.datasets.folder;

import io.peco4j.api.data.Sha256;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * One picture of the data set, not read yet.
 *
 * @param file where it is
 * @param name its path relative to the data set, with {@code /} between names
 * @param label the index of its class, if it has one
 */
public record PictureFile(Path file, String name, OptionalInt label) {

    /**
     * A number from 0 to 1 that depends on the name alone, and looks random: it says which pictures are kept for
     * validation, and so a picture stays where it is when others are added.
     */
    double lot() {
        byte[] hash = Sha256.of(name);
        long bits = 0;
        for (int i = 0; i < 7; i++) {
            bits = bits << 8 | (hash[i] & 0xff);
        }
        return (bits >>> 3) * 0x1p-53;
    }
}
