package io.peco4j.datasets.clips;

import java.nio.file.Path;

/**
 * One clip of the data set, not read yet.
 *
 * @param file where it is
 * @param name its path relative to the data set, with {@code /} between names
 * @param label the index of its class
 */
record ClipFile(Path file, String name, int label) {}
