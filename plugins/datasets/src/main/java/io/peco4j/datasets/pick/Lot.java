package io.peco4j.datasets.pick;

import io.peco4j.api.data.Sha256;

/** What decides which examples are taken. */
final class Lot {
    private Lot() {}

    /**
     * A number from 0 to below 1 that depends on the name alone, and looks random: an example stays where it is when
     * others are added.
     */
    static double of(String name) {
        byte[] hash = Sha256.of(name);
        long bits = 0;
        for (int i = 0; i < 7; i++) {
            bits = bits << 8 | (hash[i] & 0xff);
        }
        return (bits >>> 3) * 0x1p-53;
    }
}
