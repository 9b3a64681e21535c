package io.peco4j.nn.cnn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import io.peco4j.nn.conv.BatchNorm;
import io.peco4j.nn.conv.Conv2d;
import io.peco4j.nn.conv.ConvChain;
import io.peco4j.nn.conv.ConvShape;
import io.peco4j.nn.conv.ConvStart;
import io.peco4j.nn.conv.ConvSteps;
import io.peco4j.nn.conv.Pool2d;
import io.peco4j.nn.conv.Stack;
import io.peco4j.nn.transformer.Linear;
import io.peco4j.nn.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A residual network (He et al. 2016), version 1.5 as torchvision has it, under its names: {@code conv1, bn1,
 * layerS.b.{conv1, bn1, ..., downsample.0, downsample.1}, fc}.
 *
 * <p>Pictures are float32 (B, 3, H, W), normalised as the weights want them. Convolutions start as
 * {@link ConvStart#kaiming}, the classifier's weight and bias uniform within {@code 1 / sqrt(in)}. ResNet-50 with 1,000
 * classes has 25,557,032 parameters.
 */
public final class ResNet extends Layer {
    private static final Kernel MEAN = Kernel.compile("mean of positions", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.mean(x, [2, 3])
            """);

    private final ConvChain stem;
    private final List<Stack> stages = new ArrayList<>();
    private final @Nullable Linear classifier;

    /** A network with fresh weights. */
    public ResNet(NetworkContext context, ResNetShape shape) {
        int first = shape.widths().get(0);
        ConvShape opening = ConvShape.same(3, first, 7).stride(2).withoutBias();
        Conv2d conv = child("conv1", new Conv2d(context, opening, ConvStart.kaiming()));
        BatchNorm norm = child("bn1", new BatchNorm(context, first));
        this.stem = ConvChain.of(
                context,
                "ResNet stem",
                ConvSteps.begin().convolve(conv).normalise(norm).relu().pool(Pool2d.max(3, 2, 1, false)));
        int width = first;
        for (int i = 0; i < shape.blocks().size(); i++) {
            List<ResNetBlock> blocks = new ArrayList<>();
            for (int j = 0; j < shape.blocks().get(i); j++) {
                int stride = i > 0 && j == 0 ? 2 : 1;
                blocks.add(new ResNetBlock(
                        context, shape.unit(), width, shape.widths().get(i), stride));
                width = shape.channels(i);
            }
            stages.add(child("layer" + (i + 1), Stack.ascending(blocks)));
        }
        this.classifier = shape.classes() == 0 ? null : child("fc", classifier(context, width, shape.classes()));
    }

    private static Linear classifier(NetworkContext context, int in, int classes) {
        Initial initial = Initial.of(context);
        Linear linear = new Linear(context, initial.fanInUniform(in, classes, in), true);
        try (NDArray bias = initial.fanInUniform(in, classes)) {
            Weights.copyInto(Map.of("bias", linear.bias().orElseThrow()), Map.of("bias", bias));
        }
        return linear;
    }

    /**
     * The maps after the stem with its pooling, and after each stage: (B, C, H / 4, W / 4), the same again for the
     * first stage, then half the size each time; sizes round up. All owned by the manager of the pictures.
     *
     * @param training whether norms use the batch's statistics and move their own
     */
    public List<NDArray> features(NDArray images, boolean training) {
        return features(images, stages.size(), training);
    }

    /**
     * As {@link #features(NDArray, boolean)}, without what lies beyond a stage.
     *
     * @param last from 0, the stem, to the number of stages
     */
    public List<NDArray> features(NDArray images, int last, boolean training) {
        List<NDArray> maps = new ArrayList<>();
        maps.add(stem.apply(images, training));
        for (Stack stage : stages.subList(0, last)) {
            maps.add(stage.forward(maps.get(maps.size() - 1), training));
        }
        return maps;
    }

    /**
     * What the classifier says of the last stage's map: (B, C, H', W') to (B, classes).
     *
     * @throws IllegalStateException if there is no classifier
     */
    public NDArray logits(NDArray map, boolean training) {
        if (classifier == null) {
            throw new IllegalStateException("this network has no classifier");
        }
        try (NDArray mean = MEAN.apply(map)) {
            return classifier.forward(mean, training);
        }
    }

    /** Logits (B, classes), or the last stage's map where there is no classifier. */
    @Override
    public NDArray forward(NDArray x, boolean training) {
        NDArray map = stem.apply(x, training);
        for (Stack stage : stages) {
            try (NDArray before = map) {
                map = stage.forward(before, training);
            }
        }
        if (classifier == null) {
            return map;
        }
        try (NDArray last = map) {
            return logits(last, training);
        }
    }

    @Override
    public Shape outputShape(Shape input) {
        Shape map = mapShape(input);
        return classifier == null ? map : classifier.outputShape(map.slice(0, 2));
    }

    @Override
    public double flops(Shape input) {
        double sum = flops(input, stages.size());
        return classifier == null ? sum : sum + classifier.flops(mapShape(input).slice(0, 2));
    }

    /** Of the stem and the stages up to one and with it. */
    public double flops(Shape input, int last) {
        double sum = stem.flops(input);
        Shape shape = stem.outputShape(input);
        for (Stack stage : stages.subList(0, last)) {
            sum += stage.flops(shape);
            shape = stage.outputShape(shape);
        }
        return sum;
    }

    @Override
    public double activationBytes(Shape input) {
        double sum = activationBytes(input, stages.size());
        return classifier == null
                ? sum
                : sum + classifier.activationBytes(mapShape(input).slice(0, 2));
    }

    /** Of the stem and the stages up to one and with it. */
    public double activationBytes(Shape input, int last) {
        double sum = stem.activationBytes(input);
        Shape shape = stem.outputShape(input);
        for (Stack stage : stages.subList(0, last)) {
            sum += stage.activationBytes(shape);
            shape = stage.outputShape(shape);
        }
        return sum;
    }

    /** Numbers in the maps of chosen stages, counted from 1. */
    public long mapSize(Shape input, List<Integer> chosen) {
        long size = 0;
        Shape shape = stem.outputShape(input);
        for (int i = 1; i <= stages.size(); i++) {
            shape = stages.get(i - 1).outputShape(shape);
            size += chosen.contains(i) ? shape.size() : 0;
        }
        return size;
    }

    private Shape mapShape(Shape input) {
        Shape shape = stem.outputShape(input);
        for (Stack stage : stages) {
            shape = stage.outputShape(shape);
        }
        return shape;
    }
}
