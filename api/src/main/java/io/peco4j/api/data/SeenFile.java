package io.peco4j.api.data;

import java.nio.file.Path;

/**
 * A file that was looked at and not read.
 *
 * @param stamp at the time of the look
 */
public record SeenFile(Path file, FileStamp stamp) {}
