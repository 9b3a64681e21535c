package io.peco4j.api.task;

import io.peco4j.api.model.ImageClassifier;
import io.peco4j.api.train.Learner;
import java.util.Optional;

/**
 * Evaluates what was pretrained.
 *
 * <p>The constructor asks for what it evaluates: a {@link io.peco4j.api.model.VisionEncoder} that some framework has
 * pretrained, or a {@link io.peco4j.api.model.Tokenizer}; and for its options, a
 * {@link io.peco4j.api.model.NetworkContext}, and the {@link io.peco4j.api.data.Dataset} for its classes. If an
 * argument is optional, mark it {@code @Nullable}: in a study without such a component, it is null. The runtime
 * first trains the learner, if there is one, then calls {@link #findings}.
 */
public interface DownstreamTask {
    /** What is trained on the training split before scoring, such as the fine-tuned network; empty by default. */
    default Optional<Learner> learner() {
        return Optional.empty();
    }

    /**
     * The classifier that {@link #learner()} or {@link #findings} trained, for tasks that build on this one, such as an
     * attack on it; empty for tasks that train none. Asked for after both, or in a fresh task to which the weights of an
     * earlier run are restored: those of the learner, or of the task itself if scoring fits them and the task is
     * {@link io.peco4j.api.train.Stateful}.
     */
    default Optional<ImageClassifier> classifier() {
        return Optional.empty();
    }

    /** The scores, on the validation split. Called once, on the training thread. */
    Findings findings(Examples examples);
}
