package io.peco4j.runtime.train;

/** From one value to another along half a cosine: slow, fast, slow. */
final class HalfCosine {
    private HalfCosine() {}

    /** @param passed share of the way, from 0 to 1 */
    static double at(double from, double to, double passed) {
        return to + 0.5 * (from - to) * (1 + Math.cos(Math.PI * passed));
    }
}
