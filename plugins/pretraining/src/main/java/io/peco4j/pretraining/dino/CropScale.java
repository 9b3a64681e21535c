package io.peco4j.pretraining.dino;

import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.Problem;
import java.util.Optional;

/**
 * How much of a picture a crop shows; drawn uniformly.
 *
 * @param min smallest part of the picture's area
 * @param max largest part, not below the smallest
 */
public record CropScale(
        @Describe("smallest part of a picture's area that a crop shows") @Range(min = 1e-3, max = 1)
        double min,

        @Describe("largest part of it") @Range(min = 1e-3, max = 1)
        double max) {

    /**
     * What is wrong with the limits.
     *
     * @param option that they are given for
     */
    Optional<Problem> problem(String option) {
        return min <= max
                ? Optional.empty()
                : Optional.of(new Problem(
                        "PECO-147",
                        option + ": the smallest part of a picture, min = " + min
                                + ", is larger than the largest, max = " + max,
                        "dino: " + option,
                        option + " { min = " + max + ", max = " + min + " }"));
    }
}
