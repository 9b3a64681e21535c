package io.peco4j.product.study;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.ImageClassifier;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.task.Examples;
import io.peco4j.api.task.Findings;
import io.peco4j.api.task.Score;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A task that trains an encoder in a way of its own, and one that looks at what the other left behind. */
public final class Attacks extends PluginModule {

    @Override
    protected void configure() {
        task("test.tuning", Tuning.Options.class).to(Tuning.class);
        task("test.attack", Attack.Options.class).to(Attack.class);
    }

    /** Says of every picture, as each class's logit, the sum of the encoder's numbers, which it moves by training. */
    private static final class Tuning implements DownstreamTask, ImageClassifier, Learner, Objective {
        private final Options options;
        private final VisionEncoder encoder;
        private final NDArray scale;
        private final int classes;

        record Options(
                @Flat
                @Describe("how it trains")
                @Default("epochs = 2, batch = 4, warmup-epochs = 0, learning-rate = 0.01")
                Recipe recipe) {}

        @Inject
        Tuning(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            this.options = options;
            this.encoder = encoder;
            this.classes = dataset.classes().size();
            this.scale = context.manager().ones(new Shape(1));
            this.scale.setRequiresGradient(true);
        }

        @Override
        public Optional<Learner> learner() {
            return Optional.of(this);
        }

        @Override
        public Optional<ImageClassifier> classifier() {
            return Optional.of(this);
        }

        @Override
        public Findings findings(Examples examples) {
            return said(this, examples);
        }

        @Override
        public List<Objective> objectives() {
            return List.of(this);
        }

        @Override
        public Preparation preparation() {
            return (example, random) -> Sample.of("image", example.image());
        }

        @Override
        public Recipe recipe() {
            return options.recipe();
        }

        @Override
        public String name() {
            return "tuning";
        }

        @Override
        public List<ParameterGroup> groups() {
            return List.of(new ParameterGroup("scale", Map.of("scale", scale), 1, false));
        }

        @Override
        public Loss loss(Batch batch, Step step) {
            return Loss.of(scale.square().mean());
        }

        @Override
        public void afterStep(Step step) {
            encoder.trainable().values().forEach(array -> array.addi(1e-3));
        }

        @Override
        public NDArray logits(NDArray images, boolean training) {
            float sum = (float) encoder.trainable().values().stream()
                    .mapToDouble(array -> array.sum().getFloat())
                    .sum();
            Shape shape = new Shape(images.getShape().get(0), classes);
            return images.getManager().ones(shape).mul(scale).mul(sum);
        }

        @Override
        public int classes() {
            return classes;
        }

        @Override
        public PictureSize imageSize() {
            return PictureSize.square(16);
        }

        @Override
        public Map<String, NDArray> state() {
            Map<String, NDArray> state = new LinkedHashMap<>();
            encoder.state().forEach((name, array) -> state.put("encoder." + name, array));
            state.put("scale", scale);
            return state;
        }
    }

    /** Says what the classifier of another task says. */
    private static final class Attack implements DownstreamTask {
        private final ImageClassifier classifier;

        record Options(@Describe("whose classifier") Component<DownstreamTask> classifier) {}

        @Inject
        Attack(Options options, NetworkContext context) {
            classifier = context.create(options.classifier()).classifier().orElseThrow();
        }

        @Override
        public Findings findings(Examples examples) {
            return said(classifier, examples);
        }
    }

    private static Findings said(ImageClassifier classifier, Examples examples) {
        float[] said = new float[1];
        examples.forEach(
                Dataset.VALIDATION,
                4,
                (example, random) -> Sample.of("image", example.image()),
                batch -> said[0] = classifier.logits(batch.get("image"), false).getFloat(0, 0));
        return new Findings(
                List.of(
                        new Score("logit", said[0], "", Score.Better.HIGHER),
                        new Score("classes", classifier.classes(), "", Score.Better.NEITHER)),
                List.of());
    }
}
