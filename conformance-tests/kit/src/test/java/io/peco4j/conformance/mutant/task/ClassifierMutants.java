package io.peco4j.conformance.mutant.task;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.ImageClassifier;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.conformance.mutant.Breaks;
import io.peco4j.nn.Affine;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;

/** Tasks whose classifier breaks one rule each. */
final class ClassifierMutants {
    private ClassifierMutants() {}

    @Breaks(rule = "TSK-09", says = "(B, classes)")
    static final class CountsAClassMore extends ReferenceTask {
        @Inject
        CountsAClassMore(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
        }

        @Override
        public Optional<ImageClassifier> classifier() {
            return Optional.of(new Classifier(this));
        }

        private static final class Classifier extends NearestMean {
            Classifier(ReferenceTask task) {
                super(task);
            }

            @Override
            public int classes() {
                return super.classes() + 1;
            }
        }
    }

    @Breaks(rule = "TSK-09", says = "what the task learned")
    static final class NumbersClassesBackwards extends ReferenceTask {
        @Inject
        NumbersClassesBackwards(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
        }

        @Override
        public Optional<ImageClassifier> classifier() {
            return Optional.of(new Classifier(this));
        }

        private static final class Classifier extends NearestMean {
            Classifier(ReferenceTask task) {
                super(task);
            }

            @Override
            public NDArray logits(NDArray images, boolean training) {
                return super.logits(images, training).flip(1);
            }
        }
    }

    @Breaks(rule = "TSK-10", says = "gradient")
    static final class CutsThePicturesOff extends ReferenceTask {
        @Inject
        CutsThePicturesOff(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
        }

        @Override
        public Optional<ImageClassifier> classifier() {
            return Optional.of(new Classifier(this));
        }

        private static final class Classifier extends NearestMean {
            Classifier(ReferenceTask task) {
                super(task);
            }

            @Override
            public NDArray logits(NDArray images, boolean training) {
                return super.logits(images.stopGradient(), training);
            }
        }
    }

    @Breaks(rule = "TSK-11", says = "others of the batch")
    static final class JudgesByTheBatch extends ReferenceTask {
        @Inject
        JudgesByTheBatch(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
        }

        @Override
        public Optional<ImageClassifier> classifier() {
            return Optional.of(new Classifier(this));
        }

        private static final class Classifier extends NearestMean {
            Classifier(ReferenceTask task) {
                super(task);
            }

            @Override
            public NDArray logits(NDArray images, boolean training) {
                NDArray logits = super.logits(images, training);
                NDArray mean = logits.mean(new int[] {0}, true).mul(logits.onesLike());
                return logits.sub(Affine.scaled(mean, 0.5));
            }
        }
    }

    @Breaks(rule = "TSK-12", says = "into a fresh one")
    static final class KeepsItsMeansToItself extends ReferenceTask {
        @Inject
        KeepsItsMeansToItself(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
        }

        @Override
        public Optional<ImageClassifier> classifier() {
            return Optional.of(new Classifier(this));
        }

        private static final class Classifier extends NearestMean {
            Classifier(ReferenceTask task) {
                super(task);
            }

            @Override
            public Map<String, NDArray> state() {
                return task.encoder.state();
            }
        }
    }

    @Breaks(rule = "TSK-09", says = "the task's classifier")
    static final class GivesNoClassifier extends ReferenceTask {
        @Inject
        GivesNoClassifier(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
        }

        @Override
        public Optional<ImageClassifier> classifier() {
            return Optional.empty();
        }
    }
}
