package io.peco4j.conformance.mutant.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.data.Split;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.task.Examples;
import io.peco4j.api.task.Findings;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.conformance.mutant.Breaks;
import io.peco4j.nn.Kernel;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A task that says what another one says, which it nests. */
final class Relay implements DownstreamTask {
    final DownstreamTask inner;

    record Options(@Describe("who is asked") Component<DownstreamTask> inner) {}

    @Inject
    Relay(Options options, NetworkContext context) {
        inner = context.create(options.inner());
    }

    @Override
    public Findings findings(Examples examples) {
        return inner.findings(examples);
    }

    /** Itself and what it asks. */
    static final class Registers extends PluginModule {
        @Override
        protected void configure() {
            task("test.relay", Options.class).to(Relay.class);
            task("test.reference", ReferenceTask.Options.class).to(ReferenceTask.class);
            task("test.pupil", Pupil.Options.class).to(Pupil.class);
        }
    }

    /** Learns that its only number should be 0. */
    static class Pupil extends ReferenceTask implements Learner, Objective {
        private static final Kernel SQUARE = Kernel.compile("square of a number, beside pictures", """
                def forward(self, x: Tensor, number: Tensor) -> Tensor:
                  return torch.mean(torch.mul(number, number))
                """);

        final NDArray number;
        private final Options options;

        record Options(
                @Describe("share of the labels") @Default("1")
                double labels,

                @Flat @Describe("how it trains") @Default("epochs = 1, batch = 4, warmup-epochs = 0")
                Recipe recipe) {}

        @Inject
        Pupil(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(new ReferenceTask.Options(16), encoder, dataset, context);
            this.options = options;
            number = context.manager().ones(new Shape(1));
            number.setRequiresGradient(true);
        }

        @Override
        public Optional<Learner> learner() {
            return Optional.of(this);
        }

        @Override
        public List<Objective> objectives() {
            return List.of(this);
        }

        @Override
        public Preparation preparation() {
            return (example, random) -> Sample.of("image", example.image());
        }

        /** As many of each class as the share says: examples of all classes take turns. */
        @Override
        public Split examples(Split train) {
            return train.select(
                    IntStream.range(0, (int) (options.labels() * train.size())).toArray());
        }

        @Override
        public Recipe recipe() {
            return options.recipe();
        }

        @Override
        public String name() {
            return "pupil";
        }

        @Override
        public List<ParameterGroup> groups() {
            return List.of(new ParameterGroup("all", state(), 1, false));
        }

        @Override
        public Loss loss(Batch batch, Step step) {
            return Loss.of(SQUARE.apply(batch.get(Sample.IMAGE), number));
        }

        @Override
        public Map<String, NDArray> state() {
            return Map.of("number", number);
        }
    }

    /** Learns from every label, whatever its option says. */
    @Breaks(rule = "TSK-19", says = "where labels = 0.25")
    static final class Glutton extends Pupil {
        @Inject
        Glutton(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
        }

        @Override
        public Split examples(Split train) {
            return train;
        }
    }
}
