package io.peco4j.datasets.scenes;

/**
 * Random numbers that are the same on every machine and Java version: SplitMix64 (Steele, Lea and Flood 2014) and
 * nothing that a library may change.
 */
final class Dice {
    private static final long GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    private Dice(long state) {
        this.state = state;
    }

    /** A stream of its own for every combination of keys. */
    static Dice of(long... keys) {
        long state = 0;
        for (long key : keys) {
            state = mix(state + GAMMA + mix(key + GAMMA));
        }
        return new Dice(state);
    }

    /** 64 random bits. */
    long bits() {
        state += GAMMA;
        return mix(state);
    }

    /** Uniform, the upper end excluded. */
    double between(double low, double high) {
        return low + (high - low) * (bits() >>> 11) * 0x1p-53;
    }

    /** Uniform from 0 to the bound, which is excluded. */
    int below(int bound) {
        return (int) between(0, bound);
    }

    static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
