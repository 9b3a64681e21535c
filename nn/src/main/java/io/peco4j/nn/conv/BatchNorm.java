package io.peco4j.nn.conv;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Tensors;
import java.util.List;

/**
 * Normalises each channel over the batch and all positions (Ioffe and Szegedy 2015): (B, C) or (B, C, H, W) float32 to
 * the same.
 *
 * <p>In training by the batch's mean and biased variance; the buffers {@code running_mean} and {@code running_var} (C)
 * then move towards the batch's mean and unbiased variance, and {@code num_batches_tracked} (int64 scalar) counts.
 * Otherwise by the buffers. A batch in training needs two values per channel, or the pass is refused. Parameters, if
 * affine: {@code weight} (C) and {@code bias} (C).
 */
public final class BatchNorm extends Layer implements RunningStatistics.Kept {
    private final BatchNormSettings settings;
    private final List<NDArray> tensors;
    private final ConvChain chain;

    /** PyTorch's settings. */
    public BatchNorm(NetworkContext context, int channels) {
        this(context, channels, BatchNormSettings.standard());
    }

    /** A norm whose running mean is 0 and whose running variance is 1. */
    public BatchNorm(NetworkContext context, int channels, BatchNormSettings settings) {
        this.settings = settings;
        Initial initial = Initial.of(context);
        NDArray mean = initial.zeros(channels);
        NDArray variance = initial.ones(channels);
        NDArray count = Tensors.of(context.manager(), 0L);
        if (settings.affine()) {
            NDArray weight = parameter("weight", scale(initial, channels, settings.spread()));
            NDArray bias = parameter("bias", initial.zeros(channels));
            this.tensors = List.of(mean, variance, count, weight, bias);
        } else {
            this.tensors = List.of(mean, variance, count);
        }
        buffer("running_mean", mean);
        buffer("running_var", variance);
        buffer("num_batches_tracked", count);
        this.chain = ConvChain.float32("batch norm", ConvSteps.begin().normalise(tensors, settings));
    }

    private static NDArray scale(Initial initial, int channels, double spread) {
        return spread == 0
                ? initial.ones(channels)
                : initial.normal(spread, channels).addi(1);
    }

    /** Momentum, epsilon and the like. */
    BatchNormSettings settings() {
        return settings;
    }

    /** Running mean and variance, count, and where affine weight and bias: the order in which kernels take them. */
    List<NDArray> tensors() {
        return tensors;
    }

    @Override
    public RunningStatistics runningStatistics() {
        return new RunningStatistics(tensors.get(0), tensors.get(1), tensors.get(2), settings.momentum());
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return chain.apply(x, training);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public double flops(Shape input) {
        return 0;
    }

    @Override
    public double activationBytes(Shape input) {
        return chain.activationBytes(input);
    }
}
