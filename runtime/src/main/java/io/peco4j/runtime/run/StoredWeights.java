package io.peco4j.runtime.run;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Stateful;
import io.peco4j.nn.weights.WeightFile;
import io.peco4j.nn.weights.Weights;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.store.ArtifactStore;
import java.util.Map;
import java.util.Optional;

/** Restores components from finished stages in the store. */
record StoredWeights(ArtifactStore store) implements Trained {
    @Override
    public void restore(Stage stage, Stateful component) {
        restore(stage, ArtifactStore.WEIGHTS, component.state());
    }

    /**
     * Gives the components of a finished stage all that it left behind: its result, and what the learner had beside it.
     */
    void restore(Stage stage, OpenStage open) {
        Optional<Learner> learner = open.learner();
        open.result(learner).ifPresent(result -> restore(stage, result));
        Map<String, NDArray> beside = open.beside(learner);
        if (!beside.isEmpty()) {
            restore(stage, ArtifactStore.LEARNER, beside);
        }
    }

    private void restore(Stage stage, String name, Map<String, NDArray> tensors) {
        try (WeightFile file = WeightFile.open(store.folder(stage.key()).resolve(name))) {
            Weights.copyInto(tensors, file);
        }
    }
}
