package io.peco4j.nn.cnn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Layer;
import io.peco4j.nn.conv.Passes;
import io.peco4j.nn.conv.Pool2d;
import java.util.ArrayList;
import java.util.List;

/**
 * The convolutions of VGG, torchvision's {@code features}, under its names: {@code 0.weight}, {@code 2.weight} and so
 * on.
 *
 * <p>(B, 3, H, W) to (B, C, H / 2^S, W / 2^S) for S stages, rounded down after each, float32. VGG-16 has five
 * stages and, without norms, 14,714,688 parameters.
 */
public final class VggFeatures extends Layer {
    private static final Pool2d POOL = Pool2d.max(2, 2, 0, false);

    private final List<VggStage> stages;

    /** A network with fresh weights. */
    public VggFeatures(NetworkContext context, VggShape shape) {
        this.stages = VggStage.all(context, shape);
        stages.forEach(stage -> stage.named().forEach(this::child));
    }

    /**
     * The maps at the end of each stage, before its pooling: relu1_2, relu2_2, relu3_3, relu4_3 and relu5_3 of VGG-16.
     * All owned by the manager of the pictures.
     */
    public List<NDArray> stages(NDArray images, boolean training) {
        return stages(images, stages.size(), training);
    }

    /**
     * As {@link #stages(NDArray, boolean)}, without what lies beyond a stage.
     *
     * @param last from 1 to the number of stages
     */
    public List<NDArray> stages(NDArray images, int last, boolean training) {
        List<NDArray> maps = new ArrayList<>();
        NDArray x = images;
        for (VggStage stage : stages.subList(0, last)) {
            x = stage.forward(x, training);
            maps.add(x);
        }
        return maps;
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        try (NDArray last = new Passes(stages).run(x, training)) {
            return POOL.forward(last, training);
        }
    }

    @Override
    public Shape outputShape(Shape input) {
        return POOL.outputShape(new Passes(stages).outputShape(input));
    }

    @Override
    public double flops(Shape input) {
        return flops(input, stages.size());
    }

    /** Up to a stage and with it. */
    public double flops(Shape input, int last) {
        return new Passes(stages.subList(0, last)).flops(input);
    }

    @Override
    public double activationBytes(Shape input) {
        return activationBytes(input, stages.size());
    }

    /** Up to a stage and with it. */
    public double activationBytes(Shape input, int last) {
        return new Passes(stages.subList(0, last)).activationBytes(input);
    }

    /** Numbers in the maps of chosen stages, counted from 1. */
    public long mapSize(Shape input, List<Integer> chosen) {
        long size = 0;
        Shape shape = input;
        for (int i = 1; i <= stages.size(); i++) {
            shape = stages.get(i - 1).outputShape(shape);
            size += chosen.contains(i) ? shape.size() : 0;
        }
        return size;
    }
}
