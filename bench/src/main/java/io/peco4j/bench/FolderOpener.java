package io.peco4j.bench;

import io.peco4j.api.data.Dataset;
import java.nio.file.Path;

/** Opens the data set that is in a folder. */
@FunctionalInterface
public interface FolderOpener {
    Dataset open(Path folder);
}
