package io.peco4j.runtime.run;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;

/** Independent randomness for each part of a stage. */
final class Seeds {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Seeds() {}

    /** A function of the seed and the role; other seeds and other roles give unrelated numbers. */
    static RandomGenerator generator(long seed, String role) {
        CRC32C crc = new CRC32C();
        crc.update(role.getBytes(StandardCharsets.UTF_8));
        return new SplittableRandom(seed * GOLDEN + crc.getValue()).split();
    }
}
