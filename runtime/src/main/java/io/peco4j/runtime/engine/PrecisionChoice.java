package io.peco4j.runtime.engine;

import io.peco4j.api.train.Precision;

/** The number format as a study asks for it. */
public enum PrecisionChoice {
    /** bfloat16 where the processor multiplies it in hardware, float32 elsewhere. */
    AUTO,
    FLOAT32,
    BFLOAT16;

    /** The format to use on the given processor. */
    public Precision on(Processor processor) {
        return switch (this) {
            case AUTO -> processor.precision();
            case FLOAT32 -> Precision.FLOAT32;
            case BFLOAT16 -> Precision.BFLOAT16;
        };
    }
}
