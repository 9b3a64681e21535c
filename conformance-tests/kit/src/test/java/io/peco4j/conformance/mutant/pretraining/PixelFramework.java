package io.peco4j.conformance.mutant.pretraining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.RandomResizedCrop;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Predicts the pixels of hidden patches from their tokens, with a linear layer: half of the patches, in any order. */
class PixelFramework implements PretrainingFramework, Learner, Objective {
    /** The absolute error of each row's patches, weighted, and divided by the sum of all weights. */
    private static final Kernel ERROR = Kernel.compile("error of patches", """
            def forward(self, tokens: Tensor, images: Tensor, head: Tensor, weights: Tensor) -> Tensor:
              b, n = weights.shape
              g = int(n ** 0.5)
              patch = images.shape[2] // g
              x = images.reshape([b, 3, g, patch, g, patch]).permute([0, 2, 4, 3, 5, 1]).reshape([b, n, 3 * patch * patch])
              error = torch.mean(torch.abs(torch.matmul(tokens[:, 1:], head) - x), 2)
              return torch.sum(error * weights) / torch.sum(weights)
            """);

    final VisionEncoder encoder;
    private final NDArray head;
    private final NDArray maskToken;
    private final RandomResizedCrop crop;

    @Inject
    PixelFramework(ReferenceFramework.Options options, VisionEncoder encoder, NetworkContext context) {
        this.encoder = encoder;
        int pixels = 3 * encoder.patchSize() * encoder.patchSize();
        this.head = drawn(context, new Shape(encoder.width(), pixels));
        this.maskToken = drawn(context, new Shape(1, 1, encoder.width()));
        this.crop = new RandomResizedCrop(encoder.imageSize(), 0.5, 1, Filter.BILINEAR);
    }

    private static NDArray drawn(NetworkContext context, Shape shape) {
        RandomGenerator random = context.random();
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.02 * random.nextGaussian());
        }
        NDArray tensor = context.manager().create(values, shape);
        tensor.setRequiresGradient(true);
        return tensor;
    }

    /** What a batch costs; mutants meddle here and below. */
    NDArray loss(NDArray images, NDArray hidden) {
        NDArray tokens = encoder.encode(images, new Masking.Replace(hidden, maskToken), true);
        return error(tokens, images, weights(hidden));
    }

    NDArray error(NDArray tokens, NDArray images, NDArray weights) {
        return ERROR.apply(tokens, images, head, weights);
    }

    /** Float32 (B, N): how much the error of a patch counts. */
    NDArray weights(NDArray hidden) {
        return hidden;
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
        return (example, random) -> Sample.of("image", crop.apply(example.image(), random))
                .with("hidden", mask(random), (long) encoder.grid().patches());
    }

    private float[] mask(RandomGenerator random) {
        int patches = encoder.grid().patches();
        List<Integer> order = IntStream.range(0, patches).boxed().collect(Collectors.toList());
        SplittableRandom own = new SplittableRandom(random.nextLong());
        for (int i = patches - 1; i > 0; i--) {
            Collections.swap(order, i, own.nextInt(i + 1));
        }
        float[] mask = new float[patches];
        order.subList(0, patches / 2).forEach(patch -> mask[patch] = 1);
        return mask;
    }

    @Override
    public Recipe recipe() {
        throw new UnsupportedOperationException("no study runs this");
    }

    @Override
    public String name() {
        return "pixels";
    }

    @Override
    public List<ParameterGroup> groups() {
        Map<String, NDArray> trained = new LinkedHashMap<>(encoder.trainable());
        trained.put("head", head);
        trained.put("mask_token", maskToken);
        return List.of(new ParameterGroup("all", trained, 1, true));
    }

    @Override
    public Loss loss(Batch batch, Step step) {
        return Loss.of(loss(batch.get("image"), batch.get("hidden").toType(DataType.FLOAT32, false)));
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>(encoder.state());
        state.put("head", head);
        state.put("mask_token", maskToken);
        return state;
    }
}
