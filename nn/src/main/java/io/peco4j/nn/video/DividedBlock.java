package io.peco4j.nn.video;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.LayerNorm;
import io.peco4j.nn.transformer.Linear;
import io.peco4j.nn.transformer.WeightRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transformer block with divided attention: each patch attends to itself in all frames, then all patches of a frame
 * to each other and to the class token, then the MLP. Bertasius et al. 2021, equations 7 and 8.
 *
 * <p>(B, 1 + N T, D) float32 in and out, the class token first, then patch by patch its frames; one
 * {@link DividedBlockKernel} call. Every frame sees the class token; it takes the mean of what it gets from them.
 * Children {@code temporal_norm1}, {@code temporal_attn}, {@code temporal_fc}, {@code norm1}, {@code attn},
 * {@code norm2}, {@code mlp}. {@code temporal_fc} starts at 0, so that a fresh block does nothing along time.
 */
final class DividedBlock extends Layer {
    private final BlockShape shape;
    private final DividedBlockKernel kernel;
    private final List<NDArray> weights;
    private final NDArray usualTime;
    private final @Nullable NDArray keep;

    /**
     * A block.
     *
     * @param kernel of the same shape
     * @param frames T of a usual video
     * @param rule start of all linear maps but {@code temporal_fc}
     * @param dropPath share of rows, from 0 to below 1, that skip a branch in training: patches for attention along
     *     time, frames for attention across them, videos for the MLP
     */
    DividedBlock(
            NetworkContext context,
            BlockShape shape,
            DividedBlockKernel kernel,
            int frames,
            WeightRule rule,
            double dropPath) {
        int width = shape.width();
        int inner = shape.attentionWidth();
        this.shape = shape;
        this.kernel = kernel;
        child("temporal_norm1", new LayerNorm(context, width));
        child("temporal_attn.qkv", new Linear(context, width, 3 * inner, rule));
        child("temporal_attn.proj", new Linear(context, inner, width, rule));
        child("temporal_fc", new Linear(context, Initial.of(context).zeros(width, width), true));
        child("norm1", new LayerNorm(context, width));
        child("attn.qkv", new Linear(context, width, 3 * inner, rule));
        child("attn.proj", new Linear(context, inner, width, rule));
        child("norm2", new LayerNorm(context, width));
        child("mlp.fc1", new Linear(context, width, shape.mlpWidth(), rule));
        child("mlp.fc2", new Linear(context, shape.mlpWidth(), width, rule));
        // In the order of declaration, which is the kernel's.
        this.weights = List.copyOf(Parameters.state(this).values());
        this.usualTime = Initial.of(context).zeros(1, frames);
        this.keep = dropPath > 0 ? Initial.of(context).full((float) (1 - dropPath)) : null;
    }

    /** One pass over the tokens of usual videos. */
    @Override
    public NDArray forward(NDArray x, boolean training) {
        return forward(x, usualTime, training);
    }

    /**
     * One pass.
     *
     * @param time any array with the frames in its second dimension; only its shape is read
     */
    NDArray forward(NDArray x, NDArray time, boolean training) {
        List<NDArray> arguments = new ArrayList<>(weights.size() + 3);
        arguments.add(x);
        arguments.add(time);
        arguments.addAll(weights);
        if (training && keep != null) {
            arguments.add(keep);
            return kernel.runDropping(arguments);
        }
        return kernel.run(arguments);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    /** For the tokens of usual videos. */
    @Override
    public double flops(Shape input) {
        double frames = usualTime.getShape().get(1);
        return flops((double) input.get(0), (input.get(1) - 1) / frames, frames);
    }

    /** Floating-point operations of one pass over B videos of T frames of N patches. */
    double flops(double batch, double patches, double frames) {
        double width = shape.width();
        double tubes = batch * patches * frames;
        double pictures = batch * frames * (1 + patches);
        double along = tubes * (shape.attentionWidth() * (8 * width + 4 * frames) + 2 * width * width);
        double across = pictures * shape.attentionWidth() * (8 * width + 4 * (1 + patches));
        return along + across + 4 * (batch + tubes) * width * shape.mlpWidth();
    }

    @Override
    public double activationBytes(Shape input) {
        double frames = usualTime.getShape().get(1);
        return activationBytes((double) input.get(0), (input.get(1) - 1) / frames, frames);
    }

    /** Bytes that one pass over B videos of T frames of N patches keeps for the backward pass. */
    double activationBytes(double batch, double patches, double frames) {
        return kernel.activationBytes(batch, patches, frames, weights.get(0).hasGradient());
    }
}
