package io.peco4j.runtime.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A point in a tree of random streams: each part that is added names a branch, and equal paths give equal randomness.
 *
 * <p>So the generator of a crop is a function of (seed, epoch, index), whichever thread draws it and whatever was drawn
 * before.
 *
 * @param value the hash of the path so far
 */
public record Seed(long value) {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** The branch of that number. */
    public Seed with(long part) {
        return new Seed(mix(Long.rotateLeft(value, 23) + mix(part + GOLDEN)));
    }

    /** The branch of that name. */
    public Seed with(String part) {
        Seed branch = this;
        for (byte next : part.getBytes(UTF_8)) {
            branch = branch.with(next);
        }
        return branch;
    }

    /** A new generator at the start of this point's stream. */
    public RandomGenerator generator() {
        return new SplittableRandom(value);
    }

    /** David Stafford's mixer 13: every input bit flips every output bit with probability near one half. */
    private static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
