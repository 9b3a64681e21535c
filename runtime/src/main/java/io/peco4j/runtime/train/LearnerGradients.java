package io.peco4j.runtime.train;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Objective;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Every tensor of a learner that may accumulate a gradient, in any of its objectives.
 *
 * @param tensors each once
 */
record LearnerGradients(List<NDArray> tensors) {

    /** Those of the learner's state and of all its objectives' groups. */
    static LearnerGradients of(Learner learner) {
        Set<NDArray> found = Collections.newSetFromMap(new IdentityHashMap<>());
        found.addAll(learner.state().values());
        learner.objectives().stream()
                .map(Objective::groups)
                .flatMap(Collection::stream)
                .forEach(group -> found.addAll(group.parameters().values()));
        return new LearnerGradients(List.copyOf(found));
    }

    /** Those that an objective's update does not empty: what its backward pass leaves in the parameters of others. */
    LearnerGradients outside(Objective objective) {
        Set<NDArray> others = Collections.newSetFromMap(new IdentityHashMap<>());
        others.addAll(tensors);
        objective.groups().forEach(group -> group.parameters().values().forEach(others::remove));
        return new LearnerGradients(List.copyOf(others));
    }

    /** Sets them to zero; what requires no gradient at the moment has none. */
    void zero() {
        for (NDArray tensor : tensors) {
            if (tensor.hasGradient()) {
                JniUtils.zeroGrad((PtNDArray) tensor);
            }
        }
    }
}
