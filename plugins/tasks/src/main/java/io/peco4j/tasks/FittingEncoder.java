package io.peco4j.tasks;

import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;

/** The encoder of a study for pictures of a task's size. */
public final class FittingEncoder {
    private FittingEncoder() {}

    /**
     * The encoder itself where it has that size, otherwise a twin of it.
     *
     * @param code of the problem if it takes no such pictures
     * @param option of the task that states the size
     * @param remedy what to write instead
     * @throws InvalidInputException if it takes no such pictures
     */
    public static VisionEncoder at(
            PictureSize size,
            VisionEncoder encoder,
            NetworkContext context,
            String code,
            String option,
            String remedy) {
        if (encoder.imageSize().equals(size)) {
            return encoder;
        }
        try {
            return encoder.twin(size, context);
        } catch (UnsupportedOperationException e) {
            throw new InvalidInputException(new Problem(
                    code, "the encoder takes no pictures of " + size + ": " + e.getMessage(), option, remedy));
        }
    }
}
