package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Assembly;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.conv.ConvShape;
import io.peco4j.nn.conv.ConvStart;
import io.peco4j.nn.conv.PrecisionKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * 3x3 convolutions with ReLU over the pooled bins of a box, torchvision's {@code MaskRCNNHeads}: {@code 0.0.weight},
 * {@code 1.0.weight}; weights start as {@link ConvStart#kaiming}, biases at 0. One kernel in the context's precision.
 */
final class MaskHead extends Assembly {
    private final int in;
    private final List<Integer> widths;
    private final int bytes;
    private final List<NDArray> weights = new ArrayList<>();
    private final Kernel kernel;

    /** @param widths output channels of the convolutions in turn */
    MaskHead(NetworkContext context, int in, List<Integer> widths) {
        this.in = in;
        this.widths = List.copyOf(widths);
        this.bytes = context.precision().bytes();
        Initial initial = Initial.of(context);
        StringBuilder arguments = new StringBuilder();
        StringBuilder layers = new StringBuilder();
        int before = in;
        for (int layer = 0; layer < widths.size(); layer++) {
            weights.add(parameter(
                    layer + ".0.weight",
                    ConvStart.kaiming().weight(initial, ConvShape.of(before, widths.get(layer), 3))));
            weights.add(parameter(layer + ".0.bias", initial.zeros(widths.get(layer))));
            before = widths.get(layer);
            arguments.append(String.format(Locale.ROOT, ", w%1$d: Tensor, b%1$d: Tensor", layer));
            layers.append(String.format(Locale.ROOT, """
                      h = torch.relu(self.conv2d(h, self.narrow(w%1$d), self.narrow(b%1$d), [1, 1], [1, 1], [1, 1], 1))
                    """, layer));
        }
        this.kernel = PrecisionKernel.compile(
                "mask head",
                context.precision(),
                "def forward(self, x: Tensor" + arguments + ") -> Tensor:\n  h = self.narrow(x)\n" + layers
                        + "  return self.wide(h)\n");
    }

    /** (K, C, S, S) to (K, width, S, S), float32. */
    NDArray forward(NDArray pooled) {
        List<NDArray> arguments = new ArrayList<>();
        arguments.add(pooled);
        arguments.addAll(weights);
        return kernel.apply(arguments.toArray(NDArray[]::new));
    }

    double flops(long boxes, int side) {
        double sum = 0;
        int before = in;
        for (int width : widths) {
            sum += 18.0 * boxes * side * side * before * width;
            before = width;
        }
        return sum;
    }

    /** The bins, and what each convolution makes of them. */
    double activationBytes(long boxes, int side) {
        double channels = in + widths.stream().mapToInt(width -> width).sum();
        return bytes * (double) boxes * side * side * channels;
    }

    /**
     * Mask logits at twice the resolution, torchvision's {@code MaskRCNNPredictor}: a 2x2 transposed convolution with
     * stride 2 and ReLU, {@code conv5_mask}, and a 1x1 convolution, {@code mask_fcn_logits}.
     */
    static final class Predictor extends Assembly {
        private final int in;
        private final int width;
        private final int classes;
        private final int bytes;
        private final NDArray[] weights;
        private final Kernel kernel;

        /** @param classes with the background, which is class 0 */
        Predictor(NetworkContext context, int in, int width, int classes) {
            this.in = in;
            this.width = width;
            this.classes = classes;
            this.bytes = context.precision().bytes();
            Initial initial = Initial.of(context);
            this.weights = new NDArray[] {
                // As torchvision counts the fan-out here: of a convolution the other way round.
                parameter("conv5_mask.weight", ConvStart.kaiming().weight(initial, ConvShape.of(width, in, 2))),
                parameter("conv5_mask.bias", initial.fanInUniform(4L * width, width)),
                parameter(
                        "mask_fcn_logits.weight", ConvStart.kaiming().weight(initial, ConvShape.of(width, classes, 1))),
                parameter("mask_fcn_logits.bias", initial.fanInUniform(width, classes))
            };
            this.kernel = PrecisionKernel.compile("mask predictor", context.precision(), """
                    def forward(self, x: Tensor, dw: Tensor, db: Tensor, lw: Tensor, lb: Tensor) -> Tensor:
                      h = torch.relu(self.conv_transpose2d(self.narrow(x), self.narrow(dw), self.narrow(db), [2, 2], [0, 0], [0, 0]))
                      return self.wide(self.conv2d(h, self.narrow(lw), self.narrow(lb), [1, 1], [0, 0], [1, 1], 1))
                    """);
        }

        /** (K, in, S, S) to (K, classes, 2 S, 2 S), float32. */
        NDArray forward(NDArray features) {
            return kernel.apply(features, weights[0], weights[1], weights[2], weights[3]);
        }

        /** What the convolutions read, and the masks and targets of the loss. */
        double activationBytes(long boxes, int side) {
            double pixels = 4.0 * boxes * side * side;
            return pixels * (bytes * (in / 4.0 + width) + 2 * Float.BYTES);
        }

        double flops(long boxes, int side) {
            return 8.0 * boxes * side * side * width * ((double) in + classes);
        }
    }
}
