package io.peco4j.nn.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import io.peco4j.nn.transformer.LayerNorm;
import io.peco4j.nn.transformer.Linear;
import io.peco4j.nn.transformer.WeightRule;
import org.jspecify.annotations.Nullable;

/**
 * What fine-tuning puts on an encoder: a linear {@code head}, and with {@link Pooling#MEAN} a norm {@code fc_norm}
 * before it.
 *
 * <p>Tokens (B, 1 + N, D) to logits (B, classes), float32. Unless told otherwise, the head starts near zero, as BEiT's
 * does: normal of deviation 0.02, scaled by 0.001.
 */
public final class ClassifierHead extends Layer {
    private static final double DEVIATION = 0.02;
    private static final double INITIAL_SCALE = 0.001;

    private static final Kernel FIRST = Kernel.compile("class token", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.select(x, 1, 0)
            """);

    private static final Kernel MEAN = Kernel.compile("mean of patches", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.mean(torch.slice(x, 1, 1), [1])
            """);

    private final @Nullable LayerNorm norm;
    private final Linear head;

    /**
     * A head with fresh weights.
     *
     * @param pooling what it reads
     * @param width channels D of a token
     */
    public ClassifierHead(NetworkContext context, Pooling pooling, int width, int classes) {
        this(context, pooling, width, classes, WeightRule.normal(DEVIATION).times(INITIAL_SCALE));
    }

    /**
     * A head that starts as it is told, such as that of a network which is trained from scratch.
     *
     * @param pooling what it reads
     * @param width channels D of a token
     * @param start of the linear map
     */
    public ClassifierHead(NetworkContext context, Pooling pooling, int width, int classes, WeightRule start) {
        this.norm = pooling == Pooling.MEAN ? child("fc_norm", new LayerNorm(context, width)) : null;
        this.head = child("head", new Linear(context, width, classes, start));
    }

    /** What it reads. */
    public Pooling pooling() {
        return norm == null ? Pooling.CLASS_TOKEN : Pooling.MEAN;
    }

    /** Number of classes. */
    public int classes() {
        return Math.toIntExact(head.weight().getShape().get(0));
    }

    /**
     * What the linear map sees, (B, D); the tokens are after the encoder's final norm or before it, as the pooling
     * says.
     */
    public NDArray pool(NDArray tokens) {
        if (norm == null) {
            return FIRST.apply(tokens);
        }
        try (NDArray mean = MEAN.apply(tokens)) {
            return norm.forward(mean, false);
        }
    }

    @Override
    public NDArray forward(NDArray tokens, boolean training) {
        try (NDArray pooled = pool(tokens)) {
            return head.forward(pooled, training);
        }
    }

    /** Logits of what {@link #pool} gave. */
    NDArray logits(NDArray pooled, boolean training) {
        return head.forward(pooled, training);
    }

    @Override
    public Shape outputShape(Shape input) {
        return new Shape(input.get(0), classes());
    }

    @Override
    public double flops(Shape input) {
        return head.flops(new Shape(input.get(0), input.get(2)));
    }

    @Override
    public double activationBytes(Shape input) {
        Shape pooled = new Shape(input.get(0), input.get(2));
        return head.activationBytes(pooled) + (norm == null ? 0 : norm.activationBytes(pooled));
    }
}
