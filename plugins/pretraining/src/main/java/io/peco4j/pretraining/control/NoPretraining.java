package io.peco4j.pretraining.control;

import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.options.Describe;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Learner;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Leaves the encoder as it was drawn: the control of a comparison. What a task scores on it is what the task itself and
 * the architecture achieve; the difference to that is what a pretraining adds.
 */
@Describe("Leaves the encoder as it was drawn: the control of a comparison.")
public final class NoPretraining implements PretrainingFramework {

    /** There is nothing to choose. */
    public record Options() {}

    /** @throws InvalidInputException PECO-149 if the encoder's weights come from a file: that is no control */
    @Inject
    public NoPretraining(Options options, VisionEncoder encoder) {
        if (encoder.isPretrained()) {
            throw new InvalidInputException(new Problem(
                    "PECO-149",
                    "the encoder starts from a file of weights, so without pretraining it is no control:"
                            + " others have pretrained it",
                    "none",
                    "for a control, leave  weights  out of the encoder; to judge the weights of the file as they are,"
                            + " choose a framework that trains, with  epochs = 0"));
        }
    }

    @Override
    public Optional<Learner> learner() {
        return Optional.empty();
    }
}
