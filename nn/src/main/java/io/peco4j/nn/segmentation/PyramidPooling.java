package io.peco4j.nn.segmentation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Layer;
import io.peco4j.nn.conv.AdaptiveAveragePool;
import io.peco4j.nn.conv.ConvNormRelu;
import java.util.ArrayList;
import java.util.List;

/**
 * Averages of a map over grids of several sizes, each through a 1x1 convolution, norm and ReLU, resized to the map
 * (Zhao et al. 2017).
 *
 * <p>(B, in, H, W) to the map itself followed by its averages, (B, in + scales * channels, H, W). Children as in
 * mmsegmentation's {@code PPM}: {@code k.1.conv, k.1.bn}.
 *
 * <p>The average of a whole map is one number a channel. In a pass of one picture a norm has nothing to compare it
 * with: it normalises it by its running statistics then, in training, too, and these stay as they are. Mmsegmentation,
 * whose norms see the pictures of all devices, refuses such a pass.
 */
public final class PyramidPooling extends Layer {
    private final int channels;
    private final List<AdaptiveAveragePool> pools = new ArrayList<>();
    private final List<ConvNormRelu> convolutions = new ArrayList<>();

    /**
     * Fresh weights.
     *
     * @param channels of each averaged map
     * @param scales rows and columns of each grid; 1, 2, 3 and 6
     */
    public PyramidPooling(NetworkContext context, int in, int channels, List<Integer> scales) {
        this.channels = channels;
        for (int scale : scales) {
            convolutions.add(child(pools.size() + ".1", new ConvNormRelu(context, in, channels, 1)));
            pools.add(new AdaptiveAveragePool(scale, scale));
        }
    }

    /** The averages alone, (B, channels, H, W) each. */
    public List<NDArray> averages(NDArray map, boolean training) {
        List<NDArray> maps = new ArrayList<>();
        for (int i = 0; i < pools.size(); i++) {
            try (NDArray pooled = pools.get(i).forward(map, training);
                    NDArray mixed = convolutions.get(i).forward(pooled, training && isComparable(pooled))) {
                maps.add(Bilinear.resize(mixed, map));
            }
        }
        return maps;
    }

    /** Whether there are two values a channel. */
    private static boolean isComparable(NDArray pooled) {
        return pooled.size() / pooled.getShape().get(1) > 1;
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        List<NDArray> averages = averages(x, training);
        NDList maps = new NDList(x);
        maps.addAll(averages);
        NDArray joined = NDArrays.concat(maps, 1);
        averages.forEach(NDArray::close);
        return joined;
    }

    @Override
    public Shape outputShape(Shape input) {
        return new Shape(input.get(0), input.get(1) + (long) channels * pools.size(), input.get(2), input.get(3));
    }

    @Override
    public double flops(Shape input) {
        double sum = 0;
        for (int i = 0; i < pools.size(); i++) {
            sum += convolutions.get(i).flops(pools.get(i).outputShape(input));
        }
        return sum;
    }

    /** The map, which every average is made of, and what the convolutions keep. */
    @Override
    public double activationBytes(Shape input) {
        double sum = Float.BYTES * (double) input.size();
        for (int i = 0; i < pools.size(); i++) {
            sum += convolutions.get(i).activationBytes(pools.get(i).outputShape(input));
        }
        return sum;
    }
}
