package io.peco4j.tasks;

import io.peco4j.nn.vit.BlockFeatures;

/**
 * What stands for a picture. A word of studies of its own: those of {@link BlockFeatures.Reading} have kernels, and
 * nothing of the engine may start when options are read.
 */
public enum Pool {
    MEAN,
    CLASS_TOKEN,
    CLASS_AND_MEAN;

    /** What it reads of an encoder's tokens. */
    public BlockFeatures.Reading reading() {
        return switch (this) {
            case MEAN -> BlockFeatures.Reading.MEAN;
            case CLASS_TOKEN -> BlockFeatures.Reading.CLASS_TOKEN;
            case CLASS_AND_MEAN -> BlockFeatures.Reading.CLASS_AND_MEAN;
        };
    }
}
