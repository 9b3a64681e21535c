package io.peco4j.api.task;

import io.peco4j.api.train.Learner;
import java.util.Optional;

/**
 * Judges what was pretrained.
 *
 * <p>The constructor asks for what it judges: a {@link io.peco4j.api.model.VisionEncoder} that some framework has
 * pretrained, or a {@link io.peco4j.api.model.Tokenizer}; further its options, a
 * {@link io.peco4j.api.model.NetworkContext}, and the {@link io.peco4j.api.data.Dataset} for its classes. One that can do
 * without marks that argument {@code @Nullable}: where a study has none, it is called once with null. The runtime
 * first trains the learner, if there is one, then calls {@link #findings}.
 */
public interface DownstreamTask {
    /** What is trained on the training split before scoring, such as the fine-tuned network; empty by default. */
    default Optional<Learner> learner() {
        return Optional.empty();
    }

    /** The scores, on the validation split. Called once, on the training thread. */
    Findings findings(Examples examples);
}
