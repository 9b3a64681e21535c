package io.peco4j.nn.moco;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import org.jspecify.annotations.Nullable;

/**
 * Normalises each channel over the batch (Ioffe and Szegedy 2015): (B, C) float32 to the same.
 *
 * <p>In training by the batch's mean and biased variance; the buffers {@code running_mean} and {@code running_var}
 * then move a tenth of the way to the batch's mean and unbiased variance. Otherwise by the buffers. Epsilon is 1e-5.
 * The buffer {@code num_batches_tracked} counts training passes, as PyTorch's does.
 * A batch in training needs two rows: the unbiased variance of one is not defined.
 */
final class BatchNorm extends Layer {
    private static final String AFFINE = """
            def forward(self, x: Tensor, mean: Tensor, variance: Tensor, batches: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
              @count
              return torch.batch_norm(x, weight, bias, mean, variance, @training, 0.1, 1.0e-05, False)
            """;

    private static final String PLAIN = """
            def forward(self, x: Tensor, mean: Tensor, variance: Tensor, batches: Tensor) -> Tensor:
              @count
              return torch.batch_norm(x, None, None, mean, variance, @training, 0.1, 1.0e-05, False)
            """;

    private static final Modes AFFINE_MODES = Modes.of(AFFINE);
    private static final Modes PLAIN_MODES = Modes.of(PLAIN);

    private final NDArray mean;
    private final NDArray variance;
    private final NDArray batches;
    private final @Nullable NDArray weight;
    private final @Nullable NDArray bias;

    /** The two kernels of one text. */
    private record Modes(Kernel training, Kernel evaluation) {
        static Modes of(String text) {
            return new Modes(
                    Kernel.compile(
                            "batch norm of batches",
                            text.replace("@count", "torch.add_(batches, 1)").replace("@training", "True")),
                    Kernel.compile(
                            "batch norm of running statistics",
                            text.replace("@count", "").replace("@training", "False")));
        }

        Kernel of(boolean train) {
            return train ? training : evaluation;
        }
    }

    /**
     * A norm that starts with mean 0 and variance 1.
     *
     * @param affine whether {@code weight} and {@code bias}, which start at 1 and 0, follow
     */
    BatchNorm(NetworkContext context, int width, boolean affine) {
        Initial initial = Initial.of(context);
        this.weight = affine ? parameter("weight", initial.ones(width)) : null;
        this.bias = affine ? parameter("bias", initial.zeros(width)) : null;
        this.mean = buffer("running_mean", initial.zeros(width));
        this.variance = buffer("running_var", initial.ones(width));
        this.batches = buffer("num_batches_tracked", context.manager().create(0L));
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return weight == null || bias == null
                ? PLAIN_MODES.of(training).apply(x, mean, variance, batches)
                : AFFINE_MODES.of(training).apply(x, mean, variance, batches, weight, bias);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public double flops(Shape input) {
        return 0;
    }
}
