package io.peco4j.nn.cnn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import io.peco4j.nn.conv.AdaptiveAveragePool;
import io.peco4j.nn.transformer.Linear;
import io.peco4j.nn.transformer.WeightRule;
import java.util.List;

/**
 * VGG with its classifier (Simonyan and Zisserman 2015), under torchvision's names: {@code features.N, classifier.0,
 * classifier.3, classifier.6}.
 *
 * <p>(B, 3, H, W) float32 to logits (B, classes); the last map is averaged to 7 x 7. The classifier's weights start
 * normal with deviation 0.01, its biases at 0; in training half of what lies between its maps is dropped. VGG-16 with
 * 1,000 classes has 138,357,544 parameters.
 */
public final class Vgg extends Layer {
    private static final int GRID = 7;
    private static final WeightRule START = (initial, out, in) -> initial.normal(0.01, out, in);
    private static final Kernel RELU = Kernel.compile("ReLU", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.relu(x)
            """);
    private static final Kernel RELU_DROPOUT = Kernel.compile("ReLU and dropout", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.dropout(torch.relu(x), 0.5, True)
            """);

    private final VggFeatures features;
    private final AdaptiveAveragePool pool = new AdaptiveAveragePool(GRID, GRID);
    private final List<Linear> classifier;

    /**
     * A network with fresh weights.
     *
     * @param hidden channels of the classifier's two inner layers; 4096
     */
    public Vgg(NetworkContext context, VggShape shape, int hidden, int classes) {
        this.features = child("features", new VggFeatures(context, shape));
        int width = shape.widths().get(shape.widths().size() - 1);
        this.classifier = List.of(
                child("classifier.0", new Linear(context, width * GRID * GRID, hidden, START)),
                child("classifier.3", new Linear(context, hidden, hidden, START)),
                child("classifier.6", new Linear(context, hidden, classes, START)));
    }

    /** The convolutions. */
    public VggFeatures features() {
        return features;
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        Kernel between = training ? RELU_DROPOUT : RELU;
        NDArray y;
        try (NDArray map = features.forward(x, training);
                NDArray pooled = pool.forward(map, training);
                NDArray flat = pooled.reshape(x.getShape().get(0), -1)) {
            y = classifier.get(0).forward(flat, training);
        }
        for (Linear map : classifier.subList(1, classifier.size())) {
            try (NDArray before = y;
                    NDArray active = between.apply(before)) {
                y = map.forward(active, training);
            }
        }
        return y;
    }

    @Override
    public Shape outputShape(Shape input) {
        return new Shape(
                input.get(0),
                classifier.get(classifier.size() - 1).weight().getShape().get(0));
    }

    @Override
    public double flops(Shape input) {
        double maps =
                classifier.stream().mapToDouble(map -> map.weight().size()).sum();
        return features.flops(input) + 2 * maps * input.get(0);
    }
}
