package io.peco4j.nn.segmentation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.JoinLayer;
import io.peco4j.nn.conv.ConvNormRelu;
import java.util.ArrayList;
import java.util.List;

/**
 * UPerNet's head (Xiao et al. 2018): pyramid pooling of the coarsest map, sums from coarse to fine, and one map of all
 * levels at the finest resolution.
 *
 * <p>Inputs are maps (B, C_i, H_i, W_i) float32 from the finest to the coarsest; the result is logits (B, classes, H_0,
 * W_0). Children as in mmsegmentation: {@code psp_modules, bottleneck, lateral_convs.i, fpn_convs.i, fpn_bottleneck,
 * conv_seg}. The pooled map itself gets no 3x3 convolution after the sums.
 */
public final class UperHead extends JoinLayer {
    private final PyramidPooling pooling;
    private final ConvNormRelu bottleneck;
    private final List<ConvNormRelu> laterals = new ArrayList<>();
    private final List<ConvNormRelu> smoothings = new ArrayList<>();
    private final ConvNormRelu joint;
    private final PixelClassifier classifier;

    /** A head with fresh weights. */
    public UperHead(NetworkContext context, UperHeadShape shape) {
        int channels = shape.channels();
        int levels = shape.inputs().size();
        this.classifier = new PixelClassifier(context, channels, shape.classes(), shape.dropout());
        child("conv_seg", classifier.convolution());
        this.pooling = child("psp_modules", new PyramidPooling(context, shape.coarsest(), channels, shape.scales()));
        int pooled = shape.coarsest() + channels * shape.scales().size();
        this.bottleneck = child("bottleneck", new ConvNormRelu(context, pooled, channels, 3));
        for (int i = 0; i < levels - 1; i++) {
            int in = shape.inputs().get(i);
            laterals.add(child("lateral_convs." + i, new ConvNormRelu(context, in, channels, 1)));
            smoothings.add(child("fpn_convs." + i, new ConvNormRelu(context, channels, channels, 3)));
        }
        this.joint = child("fpn_bottleneck", new ConvNormRelu(context, levels * channels, channels, 3));
    }

    /** The pooling of the coarsest map. */
    public PyramidPooling pooling() {
        return pooling;
    }

    /** The coarsest map after pooling and bottleneck, (B, channels, H, W). */
    public NDArray pooled(NDArray coarsest, boolean training) {
        try (NDArray parts = pooling.forward(coarsest, training)) {
            return bottleneck.forward(parts, training);
        }
    }

    /** @throws IllegalArgumentException if there are not as many maps as levels */
    @Override
    public NDArray forward(List<NDArray> maps, boolean training) {
        if (maps.size() != laterals.size() + 1) {
            throw new IllegalArgumentException(maps.size() + " maps instead of " + (laterals.size() + 1));
        }
        try (NDArray all = levels(maps, training);
                NDArray mixed = joint.forward(all, training)) {
            return classifier.forward(mixed, training);
        }
    }

    /** The smoothed sums of all levels at the finest resolution, (B, levels channels, H_0, W_0). */
    private NDArray levels(List<NDArray> maps, boolean training) {
        NDArray sum = pooled(maps.get(laterals.size()), training);
        try (NDList open = new NDList(sum)) {
            List<NDArray> levels = new ArrayList<>(List.of(sum));
            for (int i = laterals.size() - 1; i >= 0; i--) {
                try (NDArray lateral = laterals.get(i).forward(maps.get(i), training)) {
                    sum = Bilinear.add(lateral, sum);
                }
                NDArray smooth = smoothings.get(i).forward(sum, training);
                open.addAll(List.of(sum, smooth));
                levels.add(0, smooth);
            }
            NDArray finest = levels.get(0);
            NDList equal = new NDList(finest);
            levels.stream().skip(1).map(map -> Bilinear.resize(map, finest)).forEach(equal::add);
            open.addAll(equal);
            return NDArrays.concat(equal, 1);
        }
    }

    @Override
    public Shape outputShape(List<Shape> maps) {
        return classifier.outputShape(
                laterals.isEmpty() ? maps.get(0) : laterals.get(0).outputShape(maps.get(0)));
    }

    @Override
    public double flops(List<Shape> maps) {
        Shape coarsest = maps.get(laterals.size());
        double sum = pooling.flops(coarsest) + bottleneck.flops(pooling.outputShape(coarsest));
        Shape level = bottleneck.outputShape(coarsest);
        for (int i = laterals.size() - 1; i >= 0; i--) {
            level = laterals.get(i).outputShape(maps.get(i));
            sum += laterals.get(i).flops(maps.get(i)) + smoothings.get(i).flops(level);
        }
        return sum + joint.flops(all(level)) + classifier.flops(level);
    }

    @Override
    public double activationBytes(List<Shape> maps) {
        Shape coarsest = maps.get(laterals.size());
        double sum = pooling.activationBytes(coarsest) + bottleneck.activationBytes(pooling.outputShape(coarsest));
        Shape level = bottleneck.outputShape(coarsest);
        for (int i = laterals.size() - 1; i >= 0; i--) {
            level = laterals.get(i).outputShape(maps.get(i));
            sum += laterals.get(i).activationBytes(maps.get(i))
                    + smoothings.get(i).activationBytes(level);
        }
        // The last levels' ReLU results: what reads them is a resize, which keeps nothing of its own.
        double results = Float.BYTES * (double) level.size() * laterals.size();
        return sum + results + joint.activationBytes(all(level)) + classifier.activationBytes(level);
    }

    private Shape all(Shape level) {
        return new Shape(level.get(0), level.get(1) * (laterals.size() + 1), level.get(2), level.get(3));
    }
}
