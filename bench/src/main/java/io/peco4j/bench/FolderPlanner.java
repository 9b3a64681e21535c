package io.peco4j.bench;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.runtime.plan.Plan;
import java.nio.file.Path;

/** Plans a small study of the pictures in a folder. */
@FunctionalInterface
public interface FolderPlanner {
    /**
     * Plans it.
     *
     * @param digests of the pictures
     */
    Plan plan(Path folder, ContentDigests digests);
}
