package io.peco4j.nn.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.transformer.Linear;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * DeiT with distillation (Touvron et al. 2020, section 4): {@code head} reads the class token, {@code head_dist} the
 * distillation token. In training each has a loss of its own, in use their mean counts.
 */
public final class DistilledClassifier extends Layer {
    private static final Kernel CLASS_TOKEN = token(0);
    private static final Kernel DISTILLATION_TOKEN = token(1);

    private static final Kernel MEAN = Kernel.compile("mean of two", """
            def forward(self, x: Tensor, y: Tensor) -> Tensor:
              return torch.div(torch.add(x, y), 2)
            """);

    private final VisionTransformer encoder;
    private final Linear head;
    private final Linear distillationHead;

    /**
     * Logits of one batch, float32 (B, classes) each, owned by the manager of the pictures.
     *
     * @param label of the class token; learns from labels
     * @param teacher of the distillation token; learns from a teacher's answers
     */
    public record Logits(NDArray label, NDArray teacher) {

        /** The answer of both together. */
        public NDArray mean() {
            return MEAN.apply(label, teacher);
        }
    }

    /**
     * A classifier with fresh heads.
     *
     * @throws IllegalArgumentException if the encoder has no distillation token
     */
    public DistilledClassifier(NetworkContext context, VisionTransformer encoder, int classes) {
        if (!encoder.config().distilled()) {
            throw new IllegalArgumentException("the encoder has no distillation token");
        }
        this.encoder = encoder;
        this.head = child("head", new Linear(context, encoder.width(), classes, Start.TIMM.linear()));
        this.distillationHead = child("head_dist", new Linear(context, encoder.width(), classes, Start.TIMM.linear()));
    }

    /** The logits of both heads, of pictures (B, 3, H, W) in [0, 1]. */
    public Logits logits(NDArray images, boolean training) {
        try (NDArray tokens = encoder.sequence(images, Masking.none(), training);
                NDArray first = CLASS_TOKEN.apply(tokens);
                NDArray second = DISTILLATION_TOKEN.apply(tokens)) {
            return new Logits(head.forward(first, training), distillationHead.forward(second, training));
        }
    }

    /** The mean of both heads, (B, classes). */
    @Override
    public NDArray forward(NDArray images, boolean training) {
        Logits both = logits(images, training);
        try (NDArray label = both.label();
                NDArray teacher = both.teacher()) {
            return new Logits(label, teacher).mean();
        }
    }

    /** Parameters and buffers of encoder and heads, without a prefix. */
    public Map<String, NDArray> state() {
        Map<String, NDArray> all = new LinkedHashMap<>(encoder.state());
        all.putAll(Parameters.state(this));
        return all;
    }

    /** What gets a gradient. */
    public Map<String, NDArray> trainable() {
        Map<String, NDArray> all = new LinkedHashMap<>(encoder.trainable());
        all.putAll(Parameters.trainable(this));
        return all;
    }

    @Override
    public Shape outputShape(Shape input) {
        return head.outputShape(new Shape(input.get(0), encoder.width()));
    }

    @Override
    public double flops(Shape input) {
        return encoder.flops(input) + 2 * head.flops(new Shape(input.get(0), encoder.width()));
    }

    private static Kernel token(int index) {
        return Kernel.compile(
                "token " + index,
                "def forward(self, x: Tensor) -> Tensor:\n  return torch.select(x, 1, " + index + ")\n");
    }
}
