package io.peco4j.api.task;

import io.peco4j.api.data.Dataset;
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
 * first trains the learner, if there is one, then calls {@link #findings}. The data set is the task's own where the
 * study gives it one, under the key {@code data} beside the task's options, and {@code encoder} changes options of the
 * encoder: none of the task's own may have these names.
 *
 * <p>A task builds on what another one trained by an option of this type. The other task is trained first, as a stage
 * of its own, which the study's other tasks share; a task that asks for no encoder judges what the other one does:
 *
 * <pre>{@code
 * record Options(@Describe("what is attacked") Component<DownstreamTask> classifier) {}
 *
 * @Inject
 * Robustness(Options options, NetworkContext context) {
 *     classifier = context.create(options.classifier())
 *             .classifier()
 *             .orElseThrow(() -> new InvalidInputException(noClassifier(options.classifier())));
 * }
 * }</pre>
 */
public interface DownstreamTask {
    /** What is trained on the training split before scoring, such as the fine-tuned network; empty by default. */
    default Optional<Learner> learner() {
        return Optional.empty();
    }

    /**
     * The classifier that {@link #learner()} or {@link #findings} trained, for tasks that build on this one, such as an
     * attack on it; empty for tasks that train none. Asked for after both, or in a fresh task to which the weights of
     * an earlier run are restored: those of the learner, or of the task itself if scoring fits them and the task is
     * {@link io.peco4j.api.train.Stateful}. They hold all that the classifier is made of, the encoder included where it
     * was trained. Whether there is one does not depend on training.
     */
    default Optional<ImageClassifier> classifier() {
        return Optional.empty();
    }

    /**
     * Floating-point operations of {@link #findings}, for the time that a plan expects: roughly, in matrix products and
     * convolutions, a multiply-add counting two. 0, the default, if unknown.
     *
     * @param dataset what it will be scored on
     */
    default double scoringFlops(Dataset dataset) {
        return 0;
    }

    /** The scores, on the validation split. Called once, on the training thread. */
    Findings findings(Examples examples);
}
