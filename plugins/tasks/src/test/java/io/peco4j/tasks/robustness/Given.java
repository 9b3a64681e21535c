package io.peco4j.tasks.robustness;

import ai.djl.ndarray.NDManager;
import io.peco4j.api.component.Component;
import io.peco4j.api.model.CodebookNetwork;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.model.ImageClassifier;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.task.Examples;
import io.peco4j.api.task.Findings;
import io.peco4j.api.train.Precision;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A context whose only component is a task with a given classifier.
 *
 * @param given the classifier; empty for a task without one
 */
record Given(NDManager manager, RandomGenerator random, Optional<ImageClassifier> given) implements NetworkContext {
    @Override
    public Precision precision() {
        return Precision.FLOAT32;
    }

    @Override
    public <T> T create(Component<T> component) {
        return component.type().cast(new Trained(given));
    }

    @Override
    public PretrainingFramework create(Component<PretrainingFramework> component, VisionEncoder encoder) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CodebookObjective create(Component<CodebookObjective> component, CodebookNetwork network) {
        throw new UnsupportedOperationException();
    }

    private record Trained(Optional<ImageClassifier> given) implements DownstreamTask {
        @Override
        public Optional<ImageClassifier> classifier() {
            return given;
        }

        @Override
        public Findings findings(Examples examples) {
            throw new UnsupportedOperationException();
        }
    }
}
