package io.peco4j.runtime.cli.doctor;

import io.peco4j.api.train.Precision;
import io.peco4j.runtime.engine.Processor;

/**
 * What {@code precision = auto} means on a processor.
 *
 * @param processor usually this machine's
 */
record PrecisionCheck(Processor processor) implements Check {

    @Override
    public String subject() {
        return "precision";
    }

    @Override
    public Finding look() {
        String model = processor.model().isEmpty() ? "an unknown processor" : processor.model();
        return processor.precision() == Precision.BFLOAT16
                ? Finding.works("auto means bfloat16: " + model + " multiplies it in hardware")
                : Finding.works("auto means float32: " + model + " has no unit for bfloat16");
    }
}
