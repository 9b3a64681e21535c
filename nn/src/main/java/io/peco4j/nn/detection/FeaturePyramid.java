package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Assembly;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.conv.ConvShape;
import io.peco4j.nn.conv.ConvStart;
import io.peco4j.nn.conv.PrecisionKernel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A feature pyramid network: maps of falling resolution, each enriched by those below it (Lin et al. 2017, section 3).
 *
 * <p>A 1x1 convolution brings each map to the common width, coarser sums are added to finer ones by nearest upsampling,
 * and a 3x3 convolution follows; an additional level takes every second pixel of the last. One kernel; with bfloat16
 * the convolutions are bfloat16 and the sums float32. Parameters as in torchvision: {@code inner_blocks.0.0.weight},
 * {@code layer_blocks.0.0.weight}.
 */
public final class FeaturePyramid extends Assembly {
    private final List<Integer> channels;
    private final int out;
    private final boolean extra;
    private final int bytes;
    private final List<NDArray> weights = new ArrayList<>();
    private final Kernel kernel;

    /**
     * A pyramid.
     *
     * @param channels of the maps, from the finest
     * @param out common width of the results
     * @param extra whether there is an additional, coarsest level
     */
    public FeaturePyramid(NetworkContext context, List<Integer> channels, int out, boolean extra) {
        this.channels = List.copyOf(channels);
        this.out = out;
        this.extra = extra;
        this.bytes = context.precision().bytes();
        Initial initial = Initial.of(context);
        for (int level = 0; level < channels.size(); level++) {
            add(initial, "inner_blocks." + level, channels.get(level), 1);
        }
        for (int level = 0; level < channels.size(); level++) {
            add(initial, "layer_blocks." + level, out, 3);
        }
        this.kernel = PrecisionKernel.compile("feature pyramid", context.precision(), source(channels.size(), extra));
    }

    private void add(Initial initial, String name, int in, int side) {
        weights.add(
                parameter(name + ".0.weight", ConvStart.linearUniform().weight(initial, ConvShape.of(in, out, side))));
        weights.add(parameter(name + ".0.bias", initial.zeros(out)));
    }

    /**
     * One pass.
     *
     * @param maps float32 (B, C, H, W) of the stated channels, from the finest; sides need not divide
     * @return float32 (B, out, H, W) for each map, then the additional level (B, out, (H + 1) / 2, (W + 1) / 2) if
     *     there is one; owned by the manager of the first map
     */
    public List<NDArray> forward(List<NDArray> maps) {
        List<NDArray> arguments = new ArrayList<>(maps);
        arguments.addAll(weights);
        return List.copyOf(kernel.call(arguments.toArray(NDArray[]::new)));
    }

    /** The shapes of the results for maps of these shapes. */
    public List<Shape> shapes(List<Shape> maps) {
        List<Shape> shapes = new ArrayList<>();
        maps.forEach(map -> shapes.add(new Shape(map.get(0), out, map.get(2), map.get(3))));
        if (extra) {
            Shape last = maps.get(maps.size() - 1);
            shapes.add(new Shape(last.get(0), out, (last.get(2) + 1) / 2, (last.get(3) + 1) / 2));
        }
        return shapes;
    }

    /** Channels of every result. */
    public int channels() {
        return out;
    }

    /** Floating-point operations of the convolutions of one pass over maps of these shapes. */
    public double flops(List<Shape> maps) {
        double flops = 0;
        for (int level = 0; level < maps.size(); level++) {
            Shape map = maps.get(level);
            double places = (double) map.get(0) * map.get(2) * map.get(3);
            flops += 2 * places * out * (channels.get(level) + 9.0 * out);
        }
        return flops;
    }

    /** Bytes that one pass over maps of these shapes keeps for the backward pass: the inputs of the convolutions. */
    public double activationBytes(List<Shape> maps) {
        double sum = 0;
        for (int level = 0; level < maps.size(); level++) {
            Shape map = maps.get(level);
            sum += bytes * (double) map.get(0) * map.get(2) * map.get(3) * (channels.get(level) + out);
        }
        return sum;
    }

    private static String source(int levels, boolean extra) {
        StringBuilder arguments = new StringBuilder();
        StringBuilder weights = new StringBuilder();
        StringBuilder inner = new StringBuilder();
        StringBuilder outer = new StringBuilder();
        List<String> results = new ArrayList<>();
        for (int level = 0; level < levels; level++) {
            arguments.append(String.format(Locale.ROOT, ", x%d: Tensor", level));
            weights.append(String.format(Locale.ROOT, ", iw%1$d: Tensor, ib%1$d: Tensor", level));
        }
        for (int level = levels - 1; level >= 0; level--) {
            inner.append(String.format(Locale.ROOT, """
                      lateral%1$d = self.wide(self.conv2d(self.narrow(x%1$d), self.narrow(iw%1$d), self.narrow(ib%1$d), [1, 1], [0, 0], [1, 1], 1))
                    """, level));
            inner.append(
                    level == levels - 1
                            ? String.format(Locale.ROOT, "  sum%1$d = lateral%1$d\n", level)
                            : String.format(Locale.ROOT, """
                      size%1$d = torch.slice(torch.size(x%1$d), 2)
                      sum%1$d = torch.add(lateral%1$d, torch.upsample_nearest2d(sum%2$d, size%1$d))
                    """, level, level + 1));
        }
        for (int level = 0; level < levels; level++) {
            weights.append(String.format(Locale.ROOT, ", ow%1$d: Tensor, ob%1$d: Tensor", level));
            outer.append(String.format(Locale.ROOT, """
                      y%1$d = self.wide(self.conv2d(self.narrow(sum%1$d), self.narrow(ow%1$d), self.narrow(ob%1$d), [1, 1], [1, 1], [1, 1], 1))
                    """, level));
            results.add("y" + level);
        }
        if (extra) {
            outer.append(String.format(
                    Locale.ROOT,
                    "  pool = torch.max_pool2d(y%d, [1, 1], [2, 2], [0, 0], [1, 1], False)\n",
                    levels - 1));
            results.add("pool");
        }
        return "def forward(self" + arguments + weights + ") -> Tuple["
                + String.join(", ", Collections.nCopies(results.size(), "Tensor")) + "]:\n" + inner + outer
                + "  return (" + String.join(", ", results) + ",)\n";
    }
}
