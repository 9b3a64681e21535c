package io.peco4j.api.task;

import java.util.List;

/**
 * A component with something to show once it is trained, such as the predictions of a
 * {@link io.peco4j.api.model.PretrainingFramework}; the report shows it with the stage. Tasks return their pictures
 * with their scores, and need not implement it.
 *
 * <p>Masked input, prediction and original of a few examples:
 * <pre>{@code
 * public List<Picture> pictures(Examples examples) {
 *     List<List<RgbImage>> rows = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
 *     examples.forEach(Dataset.VALIDATION, 8, view, batch -> ...);
 *     return List.of(new Picture("Predictions", "Masked, predicted, original.", ContactSheet.of(rows)));
 * }
 * }</pre>
 */
public interface Illustrated {
    /**
     * A few pictures, a function of the trained state and the examples. Called after training with gradient mode off,
     * on the training thread; it changes no state.
     *
     * @param examples of the data that the component was trained on; without a validation split, show training examples
     */
    List<Picture> pictures(Examples examples);
}
