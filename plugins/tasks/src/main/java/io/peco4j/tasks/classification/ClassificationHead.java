package io.peco4j.tasks.classification;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Layer;
import io.peco4j.nn.transformer.LayerNorm;
import io.peco4j.nn.transformer.Linear;

/**
 * What fine-tuning puts on an encoder: the mean of the patch tokens, a norm {@code fc_norm}, a linear {@code head}.
 *
 * <p>(B, 1 + N, D) tokens before any final norm to (B, classes) logits. The head starts near zero, as BEiT's does: its
 * weights are scaled by 0.001.
 */
final class ClassificationHead extends Layer {
    private static final double DEVIATION = 0.02;
    private static final double INITIAL_SCALE = 0.001;

    private final LayerNorm norm;
    private final Linear head;

    ClassificationHead(NetworkContext context, int width, int classes) {
        this.norm = child("fc_norm", new LayerNorm(context, width));
        NDArray weight =
                Initial.of(context).truncatedNormal(DEVIATION, classes, width).muli(INITIAL_SCALE);
        this.head = child("head", new Linear(context, weight, true));
    }

    @Override
    public NDArray forward(NDArray tokens, boolean training) {
        NDArray mean = tokens.get(new NDIndex(":, 1:")).mean(new int[] {1});
        return head.forward(norm.forward(mean, training), training);
    }

    @Override
    public Shape outputShape(Shape input) {
        return new Shape(input.get(0), head.weight().getShape().get(0));
    }

    @Override
    public double flops(Shape input) {
        return head.flops(new Shape(input.get(0), input.get(2)));
    }
}
