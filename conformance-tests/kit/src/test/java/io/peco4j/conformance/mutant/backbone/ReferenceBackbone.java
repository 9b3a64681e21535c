package io.peco4j.conformance.mutant.backbone;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.RandomResizedCrop;
import io.peco4j.nn.loss.Distances;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Two convolutions that learn to give the colours back, and whose maps are the features. */
class ReferenceBackbone implements PerceptualBackbone {
    static final int CHANNELS = 6;

    private static final Kernel FROZEN = Kernel.compile("frozen convolution", """
            def forward(self, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
              return torch.tanh(self.conv2d(x, torch.detach(w), torch.detach(b), [1, 1], [1, 1], [1, 1], 1))
            """);

    private static final Kernel TRAINED = Kernel.compile("trained convolution", """
            def forward(self, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
              return torch.tanh(self.conv2d(x, w, b, [1, 1], [1, 1], [1, 1], 1))
            """);

    final NetworkContext context;
    private final Map<String, NDArray> weights = new LinkedHashMap<>();
    private final Map<String, NDArray> head = new LinkedHashMap<>();

    /** Nothing to choose. */
    record Options() {}

    @Inject
    ReferenceBackbone(Options options, NetworkContext context) {
        this.context = context;
        Initial initial = Initial.of(context);
        weights.put("first.weight", initial.fanInUniform(9, CHANNELS, 3, 3, 3));
        weights.put("first.bias", initial.fanInUniform(9, CHANNELS));
        weights.put("second.weight", initial.fanInUniform(27, CHANNELS, CHANNELS, 3, 3));
        weights.put("second.bias", initial.fanInUniform(27, CHANNELS));
        head.put("head.weight", initial.fanInUniform(27, 3, CHANNELS, 3, 3));
        head.put("head.bias", initial.zeros(3));
    }

    @Override
    public List<NDArray> features(NDArray images) {
        NDArray first = layer(images, "first");
        return List.of(first, layer(first, "second"));
    }

    /** One layer; gradients pass through, and none stay. */
    NDArray layer(NDArray x, String name) {
        return apply(FROZEN, x, name);
    }

    NDArray trained(NDArray x, String name) {
        return apply(TRAINED, x, name);
    }

    /** One tensor of the learner's state. */
    NDArray named(String name) {
        return Objects.requireNonNull(all().get(name), name);
    }

    private NDArray apply(Kernel kernel, NDArray x, String name) {
        return kernel.apply(x, named(name + ".weight"), named(name + ".bias"));
    }

    private Map<String, NDArray> all() {
        Map<String, NDArray> all = new LinkedHashMap<>(weights);
        all.putAll(head);
        return all;
    }

    /** The map that the head sees in training. */
    NDArray encoded(NDArray images) {
        return trained(trained(images, "first"), "second");
    }

    @Override
    public Optional<Learner> learner() {
        all().values().forEach(tensor -> tensor.setRequiresGradient(true));
        return Optional.of(new ReferenceLearner());
    }

    @Override
    public Map<String, NDArray> state() {
        return weights;
    }

    private final class ReferenceLearner implements Learner, Objective {
        @Override
        public List<Objective> objectives() {
            return List.of(this);
        }

        @Override
        public Preparation preparation() {
            RandomResizedCrop crop = new RandomResizedCrop(16, 0.5, 1, Filter.BILINEAR);
            return (example, random) -> Sample.of(Sample.IMAGE, crop.apply(example.image(), random));
        }

        @Override
        public Recipe recipe() {
            throw new UnsupportedOperationException("no study runs this");
        }

        @Override
        public String name() {
            return "reference";
        }

        @Override
        public List<ParameterGroup> groups() {
            return List.of(new ParameterGroup("all", all(), 1, true));
        }

        @Override
        public Loss loss(Batch batch, Step step) {
            NDArray images = batch.get(Sample.IMAGE);
            return Loss.of(Distances.squared(trained(encoded(images), "head"), images));
        }

        @Override
        public Map<String, NDArray> state() {
            return all();
        }
    }
}
