package io.peco4j.datasets.folder;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * One picture of the data set, not read yet.
 *
 * @param file where it is
 * @param name its path relative to the data set, with {@code /} between names; it decides which pictures are kept for
 *     validation
 * @param label the index of its class, if it has one
 */
record PictureFile(Path file, String name, OptionalInt label) {}
