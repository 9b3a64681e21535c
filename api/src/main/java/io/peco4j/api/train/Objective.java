package io.peco4j.api.train;

import java.util.List;

/**
 * A loss and the parameters that it trains.
 *
 * <p>Most learners have one. Where there are several (a generator and its discriminator), each step runs them in order,
 * each with its own backward pass and update; gradients that one leaves in the parameters of another are dropped.
 */
public interface Objective {
    /** Shown in logs and errors, such as {@code vqvae}. */
    String name();

    /** What this objective trains; the same groups, in the same order, at every call. */
    List<ParameterGroup> groups();

    /**
     * The loss of a batch. Called with gradient mode on, on the training thread; once per micro-batch.
     *
     * @return owned by the batch's manager
     */
    Loss loss(Batch batch, Step step);
}
