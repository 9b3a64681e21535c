package io.peco4j.nn.weights;

import java.util.HashSet;
import java.util.Set;

/**
 * How much the tensors of a file hold together, against files that say little and mean a lot: one storage under a
 * million names, or zeros that were compressed. Tensors beyond that are set aside. Weights that networks share, views
 * of parts, and compressed networks whose weights are mostly zero are well below.
 */
final class Expansion {
    private static final long DIFFERENT = 4;
    private static final long NAMED = 16;

    /** Networks of which one weight in a hundred is left are packed so. */
    private static final long PACKED = 64;

    private static final long FLOOR = 1L << 26;

    private final long mostDifferent;
    private final long mostNamed;
    private final String reason;
    private final Set<Object> seen = new HashSet<>();
    private long different;
    private long named;

    private Expansion(long file, long different, long named) {
        this.mostDifferent = FLOOR + different * file;
        this.mostNamed = FLOOR + named * file;
        this.reason = "would bring the file's tensors far beyond its own " + file + " bytes";
    }

    /** Of a file that stores numbers as they are, which its tensors may repeat. */
    static Expansion ofViews(long file) {
        return new Expansion(file, DIFFERENT, NAMED);
    }

    /** Of a file that compresses numbers; who reads them has to look first whether they are there. */
    static Expansion ofPacked(long file) {
        return new Expansion(file, PACKED, PACKED);
    }

    /**
     * Counts a tensor, unless all together would be out of proportion with it.
     *
     * @param view equal for two names of the same numbers
     * @return whether it may be read
     */
    boolean admits(long bytes, Object view) {
        boolean repeated = seen.contains(view);
        if (bytes > mostNamed - named || (!repeated && bytes > mostDifferent - different)) {
            return false;
        }
        named += bytes;
        if (!repeated) {
            seen.add(view);
            different += bytes;
        }
        return true;
    }

    /** Why one may not, in words that follow its name. */
    String reason() {
        return reason;
    }
}
