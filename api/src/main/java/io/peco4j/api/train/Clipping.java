package io.peco4j.api.train;

import io.peco4j.api.options.Describe;
import io.peco4j.api.options.InsteadOf;
import io.peco4j.api.options.Range;
import java.util.Optional;

/**
 * A bound of the gradient's 2-norm; a longer gradient is scaled down to it. Without either bound nothing is clipped; a
 * bound of 0 is none.
 *
 * @param clip of all parameters of an objective that move at that step, together
 * @param clipEach of each parameter by itself, as in DINO, instead
 */
public record Clipping(
        @Describe("largest global norm of the gradient; 0 or null: no clipping") @Range(min = 0, max = 1e9)
        Optional<Double> clip,

        @Describe("largest norm of each parameter's gradient, instead of the global one")
        @InsteadOf("clip")
        @Range(min = 0, max = 1e9)
        Optional<Double> clipEach) {
    /** @throws IllegalArgumentException if both bounds are given */
    public Clipping {
        if (clip.isPresent() && clipEach.isPresent()) {
            throw new IllegalArgumentException("gradients are clipped together or each by itself");
        }
        clip = clip.filter(bound -> bound > 0);
        clipEach = clipEach.filter(bound -> bound > 0);
    }

    /** No bound. */
    public static Clipping none() {
        return new Clipping(Optional.empty(), Optional.empty());
    }

    /** A bound of the global norm; 0: none. */
    public static Clipping global(double bound) {
        return new Clipping(Optional.of(bound), Optional.empty());
    }

    /** A bound of the norm of each parameter's gradient; 0: none. */
    public static Clipping each(double bound) {
        return new Clipping(Optional.empty(), Optional.of(bound));
    }
}
