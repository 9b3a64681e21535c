package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Assembly;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.conv.PrecisionKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Says for every anchor of a map whether there is an object, and how the anchor must move: 3x3 convolutions with ReLU,
 * then two 1x1 convolutions side by side (Ren et al. 2015, section 3.1).
 *
 * <p>The same weights serve all maps of a pyramid. One kernel a map, in the context's precision. Parameters as in
 * torchvision: {@code conv.0.0.weight}, {@code cls_logits.weight}, {@code bbox_pred.weight}; weights start normal with
 * deviation 0.01, biases at 0.
 */
final class RpnHead extends Assembly {
    private final int channels;
    private final int depth;
    private final int anchors;
    private final int bytes;
    private final List<NDArray> weights = new ArrayList<>();
    private final Kernel kernel;

    /**
     * A head.
     *
     * @param anchors at each place
     * @param depth number of 3x3 convolutions
     */
    RpnHead(NetworkContext context, int channels, int anchors, int depth) {
        this.channels = channels;
        this.depth = depth;
        this.anchors = anchors;
        this.bytes = context.precision().bytes();
        Initial initial = Initial.of(context);
        for (int layer = 0; layer < depth; layer++) {
            add(initial, "conv." + layer + ".0", channels, 3);
        }
        add(initial, "cls_logits", anchors, 1);
        add(initial, "bbox_pred", 4 * anchors, 1);
        this.kernel = PrecisionKernel.compile("RPN head", context.precision(), source(depth));
    }

    private void add(Initial initial, String name, int out, int side) {
        weights.add(parameter(name + ".weight", initial.normal(0.01, out, channels, side, side)));
        weights.add(parameter(name + ".bias", initial.zeros(out)));
    }

    /**
     * One map.
     *
     * @param map float32 (B, C, H, W)
     * @return logits (B, A, H, W) and offsets (B, 4 A, H, W)
     */
    NDList forward(NDArray map) {
        List<NDArray> arguments = new ArrayList<>();
        arguments.add(map);
        arguments.addAll(weights);
        return kernel.call(arguments.toArray(NDArray[]::new));
    }

    double flops(Shape map) {
        double places = (double) map.get(0) * map.get(2) * map.get(3);
        return 2 * places * channels * (9.0 * channels * depth + 5.0 * anchors);
    }

    /** The map, and what each convolution makes of it. */
    double activationBytes(Shape map) {
        return bytes * (double) map.get(0) * map.get(2) * map.get(3) * channels * (1 + depth);
    }

    private static String source(int depth) {
        StringBuilder arguments = new StringBuilder();
        StringBuilder layers = new StringBuilder("  h = self.narrow(x)\n");
        for (int layer = 0; layer < depth; layer++) {
            arguments.append(String.format(Locale.ROOT, ", w%1$d: Tensor, b%1$d: Tensor", layer));
            layers.append(String.format(Locale.ROOT, """
                      h = torch.relu(self.conv2d(h, self.narrow(w%1$d), self.narrow(b%1$d), [1, 1], [1, 1], [1, 1], 1))
                    """, layer));
        }
        return "def forward(self, x: Tensor" + arguments
                + ", ow: Tensor, ob: Tensor, dw: Tensor, db: Tensor) -> Tuple[Tensor, Tensor]:\n" + layers + """
                  objectness = self.wide(self.conv2d(h, self.narrow(ow), self.narrow(ob), [1, 1], [0, 0], [1, 1], 1))
                  deltas = self.wide(self.conv2d(h, self.narrow(dw), self.narrow(db), [1, 1], [0, 0], [1, 1], 1))
                  return (objectness, deltas)
                """;
    }
}
