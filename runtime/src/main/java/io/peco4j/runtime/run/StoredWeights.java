package io.peco4j.runtime.run;

import io.peco4j.api.train.Stateful;
import io.peco4j.nn.weights.WeightFile;
import io.peco4j.nn.weights.Weights;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.store.ArtifactStore;

/** Restores components from finished stages in the store. */
record StoredWeights(ArtifactStore store) implements Trained {
    @Override
    public void restore(Stage stage, Stateful component) {
        try (WeightFile file = WeightFile.open(store.folder(stage.key()).resolve(ArtifactStore.WEIGHTS))) {
            Weights.copyInto(component.state(), file);
        }
    }
}
