package io.peco4j.runtime.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.data.Split;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.task.Examples;
import io.peco4j.api.task.Findings;
import io.peco4j.api.task.Picture;
import io.peco4j.api.task.Score;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Components that do next to nothing, and throw where they are told to. */
public final class FaultyParts extends PluginModule {
    /** Where something is thrown. */
    enum At {
        CONSTRUCTOR,
        LEARNER,
        RECIPE,
        OBJECTIVES,
        PREPARATION,
        LOSS,
        HOOK,
        STATE,
        SCORING,
        PICTURES
    }

    record Fault(
            @Describe("where") @Default("scoring") At at,

            @Describe("what") @Default("nothing") Thrown what,

            @Describe("makes another component") @Default("0")
            int variant) {
        void reached(At place) {
            if (at == place) {
                what.now();
            }
        }
    }

    record Pictures(
            @Describe("what the example 3 of each split throws") @Default("nothing")
            Thrown third,

            @Describe("unreadable ones") @Default("fail") Dataset.Corrupt corrupt) {}

    @Override
    protected void configure() {
        dataset("pixels", Pictures.class).to(Pixels.class);
        tokenizer("faulty", Fault.class).to(Tokens.class);
        task("judge", Fault.class).to(Judge.class);
    }

    /** Squares of four pixels. */
    private static final class Pixels implements Dataset {
        private final Pictures options;

        @Inject
        Pixels(Pictures options) {
            this.options = options;
        }

        @Override
        public List<Split> splits() {
            return List.of(new Squares(TRAIN, 8), new Squares(VALIDATION, 5));
        }

        @Override
        public List<String> classes() {
            return List.of();
        }

        @Override
        public Corrupt corrupt() {
            return options.corrupt();
        }

        @Override
        public Class<? extends Example> exampleType() {
            return Example.Image.class;
        }

        @Override
        public String fingerprint() {
            return options.toString();
        }

        private final class Squares implements Split {
            private final String name;
            private final int size;

            Squares(String name, int size) {
                this.name = name;
                this.size = size;
            }

            @Override
            public String name() {
                return name;
            }

            @Override
            public int size() {
                return size;
            }

            @Override
            public Example example(int index) {
                if (index == 3) {
                    options.third().now();
                }
                return new Example.Image(new RgbImage(2, 2, new byte[12]));
            }

            @Override
            public String label(int index) {
                return name + "/" + index + ".png";
            }
        }
    }

    /** A tokenizer with one number. */
    private static final class Tokens implements Tokenizer {
        private final Fault fault;
        private final NDArray weight;

        @Inject
        Tokens(Fault fault, NetworkContext context) {
            fault.reached(At.CONSTRUCTOR);
            this.fault = fault;
            this.weight = context.manager().ones(new Shape(1));
            this.weight.setRequiresGradient(true);
        }

        @Override
        public int vocabularySize() {
            return 2;
        }

        @Override
        public int downsampling() {
            return 2;
        }

        @Override
        public int imageSize() {
            return 2;
        }

        @Override
        public NDArray tokenize(NDArray images) {
            fault.reached(At.SCORING);
            return images.getManager().zeros(new Shape(images.getShape().get(0), 1, 1), DataType.INT64);
        }

        @Override
        public NDArray reconstruct(NDArray tokens) {
            return tokens.getManager().zeros(new Shape(tokens.getShape().get(0), 3, 2, 2));
        }

        @Override
        public NDArray codewords(NDArray tokens) {
            return tokens.getManager().zeros(tokens.getShape().add(1));
        }

        @Override
        public Optional<Learner> learner() {
            fault.reached(At.LEARNER);
            return Optional.of(new One(fault, weight));
        }

        @Override
        public Map<String, NDArray> state() {
            fault.reached(At.STATE);
            return Map.of("weight", weight);
        }
    }

    private record One(Fault fault, NDArray weight) implements Learner, Objective {
        @Override
        public List<Objective> objectives() {
            fault.reached(At.OBJECTIVES);
            return List.of(this);
        }

        @Override
        public Preparation preparation() {
            return (example, random) -> {
                fault.reached(At.PREPARATION);
                return Sample.of(Sample.IMAGE, example.image());
            };
        }

        @Override
        public Recipe recipe() {
            fault.reached(At.RECIPE);
            return Recipe.adamW(1e-3).withEpochs(1).withBatch(4).withWeightDecay(0);
        }

        @Override
        public void afterStep(Step step) {
            fault.reached(At.HOOK);
        }

        @Override
        public Map<String, NDArray> state() {
            return Map.of("weight", weight);
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
            fault.reached(At.LOSS);
            return Loss.of(weight.sub(batch.get(Sample.IMAGE).mean()).square().mean());
        }
    }

    /** Counts the pictures of the validation split. */
    private static final class Judge implements DownstreamTask {
        private final Fault fault;

        @Inject
        Judge(Fault fault, Tokenizer tokenizer) {
            fault.reached(At.CONSTRUCTOR);
            this.fault = fault;
        }

        @Override
        public Optional<Learner> learner() {
            fault.reached(At.LEARNER);
            return Optional.empty();
        }

        @Override
        public Findings findings(Examples examples) {
            fault.reached(At.SCORING);
            List<Integer> sizes = new ArrayList<>();
            examples.forEach(
                    Dataset.VALIDATION,
                    2,
                    (example, random) -> Sample.of(Sample.IMAGE, example.image()),
                    batch -> sizes.add(batch.size()));
            double count = sizes.stream().mapToInt(Integer::intValue).sum();
            return new Findings(List.of(new Score("pictures", count, "", Score.Better.HIGHER)), pictures());
        }

        /** A picture whose name is asked for when it is stored. */
        private List<Picture> pictures() {
            fault.reached(At.PICTURES);
            return List.of(new Picture("One", "", new RgbImage(1, 1, new byte[3])));
        }
    }
}
