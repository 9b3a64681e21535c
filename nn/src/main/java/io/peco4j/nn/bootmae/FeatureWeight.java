package io.peco4j.nn.bootmae;

import io.peco4j.api.train.Step;
import io.peco4j.api.train.TrainingLength;

/**
 * The weight of the loss of features beside that of pixels: it rises linearly over a quarter of the training, as the
 * teacher's features become worth learning, and then stays.
 *
 * <p>It rises epoch by epoch, as in the original, and step by step where the length of the training is in steps.
 *
 * @param last where it ends, 0 or more
 * @param length of the training
 */
public record FeatureWeight(double last, TrainingLength length) {
    private static final int QUARTERS = 4;

    /** The weight in a step, above 0 from the first one on unless {@code last} is 0. */
    public double at(Step step) {
        double done = length.epochs()
                .map(epochs -> (1.0 + step.epoch()) / epochs)
                .orElseGet(() -> (1.0 + step.index()) / step.total());
        return last * Math.min(QUARTERS * done, 1);
    }
}
