package io.peco4j.nn.mask;

import java.util.random.RandomGenerator;

/**
 * Draws which patches of a picture are hidden, on loader threads. Immutable; safe on several threads.
 *
 * <pre>{@code
 * PatchMask mask = options.mask().on(encoder.grid());
 * Preparation view = (example, random) -> Sample.of(Sample.IMAGE, crop.apply(example.image(), random))
 *         .with("hidden", mask.draw(random), mask.patches());
 * }</pre>
 */
public sealed interface PatchMask permits BlockwiseMask, RandomMask {
    /** Number N of patches of the grid. */
    int patches();

    /** How many patches a mask aims to hide, from 1 to all but one. */
    int count();

    /** Whether every mask hides {@link #count()} patches, so that the visible ones of a batch make one tensor. */
    boolean isExact();

    /**
     * A new mask, a function of what it draws.
     *
     * @return N numbers row by row, 1 where a patch is hidden and 0 elsewhere; at least one is 1, and one is 0
     */
    float[] draw(RandomGenerator random);
}
