package io.peco4j.nn.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A linear map of the last dimension: {@code x W^T + b}, parameters {@code weight} (out, in) and {@code bias} (out).
 *
 * <p>(..., in) float32 to (..., out) float32; the product runs in the context's precision.
 */
public final class Linear extends Layer {
    private static final Kernel FLOAT32 = Kernel.compile("linear", """
            def forward(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
              return self.linear(x, weight, bias)
            """);

    private static final Kernel FLOAT32_NO_BIAS = Kernel.compile("linear without bias", """
            def forward(self, x: Tensor, weight: Tensor) -> Tensor:
              return self.linear(x, weight, None)
            """);

    private static final Kernel BFLOAT16 = Kernel.compile("linear bf16", """
            def forward(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
              return torch.to(self.linear(torch.to(x, 15), torch.to(weight, 15), torch.to(bias, 15)), 6)
            """);

    private static final Kernel BFLOAT16_NO_BIAS = Kernel.compile("linear bf16 without bias", """
            def forward(self, x: Tensor, weight: Tensor) -> Tensor:
              return torch.to(self.linear(torch.to(x, 15), torch.to(weight, 15), None), 6)
            """);

    private final NDArray weight;
    private final @Nullable NDArray bias;
    private final Precision precision;
    private final Kernel kernel;

    /** A map whose bias starts at 0. */
    public Linear(NetworkContext context, int in, int out, WeightRule rule) {
        this(context, rule.draw(Initial.of(context), out, in), true);
    }

    /**
     * A map with the given start.
     *
     * @param weight float32 (out, in), owned by the context's manager
     * @param withBias whether there is a bias; it starts at 0
     */
    public Linear(NetworkContext context, NDArray weight, boolean withBias) {
        this.weight = parameter("weight", weight);
        this.bias = withBias
                ? parameter("bias", Initial.of(context).zeros(weight.getShape().get(0)))
                : null;
        this.precision = context.precision();
        boolean half = precision == Precision.BFLOAT16;
        this.kernel = withBias ? (half ? BFLOAT16 : FLOAT32) : (half ? BFLOAT16_NO_BIAS : FLOAT32_NO_BIAS);
    }

    /** The live weight, (out, in). */
    public NDArray weight() {
        return weight;
    }

    /** The live bias, (out), if there is one. */
    public Optional<NDArray> bias() {
        return Optional.ofNullable(bias);
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return bias == null ? kernel.apply(x, weight) : kernel.apply(x, weight, bias);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input.slice(0, input.dimension() - 1).add(weight.getShape().get(0));
    }

    @Override
    public double flops(Shape input) {
        return 2.0 * input.size() * weight.getShape().get(0);
    }

    /** The input, which the gradient of the weight is made of. */
    @Override
    public double activationBytes(Shape input) {
        return weight.hasGradient() ? (double) precision.bytes() * input.size() : 0;
    }
}
