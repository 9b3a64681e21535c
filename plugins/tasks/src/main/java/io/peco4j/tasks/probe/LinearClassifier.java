package io.peco4j.tasks.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.ImageClassifier;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PictureSize;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.vit.BlockFeatures;
import io.peco4j.nn.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A frozen encoder and the linear map that a probe fits to its features; all logits are 0 until it has.
 *
 * <p>Names of what is fitted are {@code probe.mean} and {@code probe.deviation}, (1, D), and {@code probe.weights},
 * (D + 1, classes), whose last row is the bias.
 */
final class LinearClassifier implements ImageClassifier {
    private static final Kernel LOGITS = Kernel.compile("linear map of standardised features", """
            def forward(self, x: Tensor, mean: Tensor, deviation: Tensor, weights: Tensor) -> Tensor:
              width = torch.size(x, 1)
              unit = torch.div(torch.sub(x, mean), deviation)
              return torch.add(torch.matmul(unit, torch.slice(weights, 0, 0, width)), torch.select(weights, 0, width))
            """);

    private final BlockFeatures features;
    private final NDArray mean;
    private final NDArray deviation;
    private final NDArray weights;

    /** @param features what the linear map sees */
    LinearClassifier(NetworkContext context, BlockFeatures features, int classes) {
        this.features = features;
        this.mean = context.manager().zeros(new Shape(1, features.width()));
        this.deviation = context.manager().ones(new Shape(1, features.width()));
        this.weights = context.manager().zeros(new Shape(features.width() + 1L, classes));
    }

    /** What the linear map sees, (B, D), owned by the manager of the pictures. */
    NDArray features(NDArray images, boolean training) {
        return features.of(images, training);
    }

    /** Takes over what was fitted. */
    void take(Probe.Fitted made) {
        Weights.copyInto(
                fitted(),
                Map.of(
                        "probe.mean",
                        made.standardisation().mean(),
                        "probe.deviation",
                        made.standardisation().deviation(),
                        "probe.weights",
                        made.weights()));
    }

    Map<String, NDArray> fitted() {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        tensors.put("probe.mean", mean);
        tensors.put("probe.deviation", deviation);
        tensors.put("probe.weights", weights);
        return tensors;
    }

    @Override
    public double flopsPerImage() {
        return features.encoder().flopsPerImage();
    }

    @Override
    public NDArray logits(NDArray images, boolean training) {
        try (NDArray pooled = features(images, training)) {
            return LOGITS.apply(pooled, mean, deviation, weights);
        }
    }

    @Override
    public int classes() {
        return Math.toIntExact(weights.getShape().get(1));
    }

    @Override
    public PictureSize imageSize() {
        return features.encoder().imageSize();
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> all = new LinkedHashMap<>(features.encoder().state());
        all.putAll(fitted());
        return all;
    }
}
