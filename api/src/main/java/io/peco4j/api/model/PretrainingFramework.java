package io.peco4j.api.model;

import io.peco4j.api.train.Learner;
import java.util.Optional;

/**
 * A way to pretrain an encoder.
 *
 * <p>The constructor asks for what it needs: a {@link VisionEncoder}, the one to train; a {@link Tokenizer}, if tokens
 * are its targets, already trained and frozen; a {@link NetworkContext}; its options. Its result is
 * the trained encoder. What else its learner trained, such as a decoder, is kept beside the encoder. A framework with
 * something to show implements {@link io.peco4j.api.task.Illustrated}.
 *
 * <p>Beside its options a study may bind it to a {@code tokenizer}, and change options of its {@code encoder}: none of
 * its own may have these names.
 */
public interface PretrainingFramework {
    /**
     * The learner that trains the encoder; its state includes the encoder's tensors, the same ones. Empty if the
     * encoder stays as it is: the control of a comparison.
     */
    Optional<Learner> learner();
}
