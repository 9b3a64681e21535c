package io.peco4j.runtime.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.data.Split;
import io.peco4j.api.data.UnreadableExampleException;
import io.peco4j.api.model.ImageClassifier;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.Tokenizer;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A task that trains a classifier of one number, and one that asks it; data of one grey. */
final class NestingParts extends PluginModule {

    @Override
    protected void configure() {
        dataset("grey", Grey.class).to(GreyData.class);
        task("fit", Fit.Options.class).to(Fit.class);
        task("ask", Ask.Options.class).to(Ask.class);
    }

    record Grey(
            @Describe("from black, 0, to white, 255") @Default("100")
            int level,

            @Describe("whether the example 3 of each split is unreadable") @Default("false")
            boolean broken) {}

    private static final class GreyData implements Dataset {
        private final Grey options;

        @Inject
        GreyData(Grey options) {
            this.options = options;
        }

        @Override
        public List<Split> splits() {
            return List.of(new Squares(TRAIN, options), new Squares(VALIDATION, options));
        }

        @Override
        public List<String> classes() {
            return List.of();
        }

        @Override
        public Class<? extends Example> exampleType() {
            return Example.Image.class;
        }

        @Override
        public Corrupt corrupt() {
            return Corrupt.SKIP;
        }

        @Override
        public List<String> notes() {
            return List.of("grey " + options.level());
        }

        @Override
        public String fingerprint() {
            return options.toString();
        }
    }

    private record Squares(String name, Grey options) implements Split {
        @Override
        public int size() {
            return 8;
        }

        @Override
        public Example example(int index) {
            if (options.broken() && index == 3) {
                throw new UnreadableExampleException("broken by a test");
            }
            byte[] pixels = new byte[12];
            Arrays.fill(pixels, (byte) options.level());
            return new Example.Image(new RgbImage(2, 2, pixels));
        }

        @Override
        public String label(int index) {
            return index + ".png";
        }
    }

    /** Trains one number towards the grey of its data; the number is its score. */
    private static final class Fit implements DownstreamTask, Learner, Objective, ImageClassifier {
        private final Options options;
        private final NDArray weight;

        record Options(
                @Describe("whether its training fails") @Default("false")
                boolean fails,

                @Flat
                @Describe("how it trains")
                @Default("epochs = 4, batch = 4, warmup-epochs = 0, learning-rate = 0.05, weight-decay = 0")
                Recipe recipe) {}

        @Inject
        Fit(Options options, Tokenizer tokenizer, NetworkContext context) {
            this.options = options;
            this.weight = context.manager().ones(new Shape(1));
            this.weight.setRequiresGradient(true);
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
            return score(weight.getFloat());
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
            return "one";
        }

        @Override
        public List<ParameterGroup> groups() {
            return List.of(new ParameterGroup("all", state(), 1, false));
        }

        @Override
        public Loss loss(Batch batch, Step step) {
            if (options.fails()) {
                throw new IllegalStateException("thrown by a test");
            }
            return Loss.of(weight.sub(batch.get("image").mean()).square().mean());
        }

        @Override
        public NDArray logits(NDArray images, boolean training) {
            long rows = images.getShape().get(0);
            return images.getManager().zeros(new Shape(rows, 1)).add(weight);
        }

        @Override
        public int classes() {
            return 1;
        }

        @Override
        public PictureSize imageSize() {
            return PictureSize.square(2);
        }

        @Override
        public Map<String, NDArray> state() {
            return Map.of("weight", weight);
        }
    }

    /** Its score is what the classifier of another task says. */
    private static final class Ask implements DownstreamTask {
        private final ImageClassifier classifier;

        record Options(
                @Describe("whose") Component<DownstreamTask> victim,

                @Describe("makes another component") @Default("0")
                int variant) {}

        @Inject
        Ask(Options options, NetworkContext context) {
            classifier = context.create(options.victim()).classifier().orElseThrow();
        }

        @Override
        public Findings findings(Examples examples) {
            float[] said = new float[1];
            examples.forEach(
                    Dataset.VALIDATION,
                    8,
                    (example, random) -> Sample.of("image", example.image()),
                    batch -> said[0] =
                            classifier.logits(batch.get("image"), false).mean().getFloat());
            return score(said[0]);
        }
    }

    private static Findings score(float value) {
        return new Findings(List.of(new Score("number", value, "", Score.Better.HIGHER)), List.of());
    }
}
