package io.peco4j.nn.metric;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;

/** What a classifier gives for examples, before it is scored. */
public final class Logits {
    private Logits() {}

    /**
     * Refuses values that are not numbers: compared with others, they would be neither higher nor lower, so that every
     * answer counted as right.
     *
     * @throws InvalidInputException PECO-524
     */
    public static void requireNumbers(float[] logits) {
        for (int i = 0; i < logits.length; i++) {
            if (Float.isNaN(logits[i])) {
                throw new InvalidInputException(new Problem(
                        "PECO-524",
                        "what the network gives for a validation example is not a number (value " + i + " of "
                                + logits.length + " of a batch), so it cannot be scored",
                        "",
                        "look at the weights it starts from, with ./peco4j weights inspect, and at the pictures; try"
                                + " precision = float32"));
            }
        }
    }
}
