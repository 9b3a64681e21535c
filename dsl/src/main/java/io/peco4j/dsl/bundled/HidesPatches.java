package io.peco4j.dsl.bundled;

import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.dsl.builder.Trainable;
import java.util.Arrays;
import java.util.Map;

/**
 * A builder of a pretraining that hides patches and predicts them.
 *
 * @param <S> the builder itself
 */
public interface HidesPatches<S extends HidesPatches<S>> extends Trainable<PretrainingFramework, S> {
    /** Which patches are hidden. */
    default S mask(Mask mask) {
        S result = with(component());
        for (Map.Entry<String, Object> option : mask.options().entrySet()) {
            result = result.set("mask." + option.getKey(), option.getValue());
        }
        return result;
    }

    /**
     * Shares of hidden patches that the report shows predictions for, instead of that of the training; a figure with 50
     * to 95 % hidden is {@code pictureRatios(0.5, 0.65, 0.75, 0.85, 0.95)}.
     */
    default S pictureRatios(double... ratios) {
        return set("picture-ratios", Arrays.stream(ratios).boxed().toList());
    }

    /** Smallest part of a picture's area that a random crop shows. */
    default S cropScale(double smallest) {
        return set("crop-scale", smallest);
    }

    /** A preset, which gives the values of options that are not set: {@code paper} or {@code tiny}. */
    default S preset(String name) {
        return set("preset", name);
    }
}
