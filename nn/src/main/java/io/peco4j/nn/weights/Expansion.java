package io.peco4j.nn.weights;

import java.util.HashSet;
import java.util.Set;

/**
 * How much the tensors of a file hold together, against files that say little and mean a lot: one storage under a
 * million names, or zeros that were compressed. Weights that networks share, and views of parts, are well below.
 */
final class Expansion {
    private static final long DIFFERENT = 4;
    private static final long NAMED = 16;
    private static final long FLOOR = 1L << 26;

    private final long file;
    private final Set<Object> seen = new HashSet<>();
    private long different;
    private long named;

    /** @param file its size in bytes */
    Expansion(long file) {
        this.file = file;
    }

    /**
     * Counts a tensor.
     *
     * @param view equal for two names of the same numbers
     * @throws MalformedWeightsException if all together are out of proportion
     */
    void add(long bytes, Object view) throws MalformedWeightsException {
        named += bytes;
        different += seen.add(view) ? bytes : 0;
        if (different - FLOOR > DIFFERENT * file || named - FLOOR > NAMED * file) {
            throw new MalformedWeightsException(
                    "its tensors hold more than " + named + " bytes, out of proportion to the file's " + file);
        }
    }
}
