package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Assembly;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.conv.PrecisionKernel;

/**
 * Two linear layers with ReLU over the pooled bins of a box, torchvision's {@code TwoMLPHead}: {@code fc6} and
 * {@code fc7}, which start as PyTorch's linear layers do. In the context's precision.
 */
final class BoxHead extends Assembly {
    private final int in;
    private final int width;
    private final int bytes;
    private final NDArray[] weights;
    private final Kernel kernel;

    /** @param in channels times bins */
    BoxHead(NetworkContext context, int in, int width) {
        this.in = in;
        this.width = width;
        this.bytes = context.precision().bytes();
        Initial initial = Initial.of(context);
        this.weights = new NDArray[] {
            parameter("fc6.weight", initial.fanInUniform(in, width, in)),
            parameter("fc6.bias", initial.fanInUniform(in, width)),
            parameter("fc7.weight", initial.fanInUniform(width, width, width)),
            parameter("fc7.bias", initial.fanInUniform(width, width))
        };
        this.kernel = PrecisionKernel.compile("box head", context.precision(), """
                def forward(self, x: Tensor, w6: Tensor, b6: Tensor, w7: Tensor, b7: Tensor) -> Tensor:
                  h = torch.relu(self.linear(self.narrow(torch.flatten(x, 1)), self.narrow(w6), self.narrow(b6)))
                  return self.wide(torch.relu(self.linear(h, self.narrow(w7), self.narrow(b7))))
                """);
    }

    /** (K, C, S, S) to (K, width), float32. */
    NDArray forward(NDArray pooled) {
        return kernel.apply(pooled, weights[0], weights[1], weights[2], weights[3]);
    }

    double flops(long boxes) {
        return 2.0 * boxes * width * ((double) in + width);
    }

    /** The bins, and the results of both layers, the last of them as the predictor reads it. */
    double activationBytes(long boxes) {
        return (double) boxes * (bytes * ((double) in + width) + Float.BYTES * (double) width);
    }

    /** Class logits and offsets of the boxes, torchvision's {@code FastRCNNPredictor}. */
    static final class Predictor extends Assembly {
        private final int in;
        private final int classes;
        private final NDArray[] weights;
        private final Kernel kernel;

        /** @param classes with the background, which is class 0 */
        Predictor(NetworkContext context, int in, int classes) {
            this.in = in;
            this.classes = classes;
            Initial initial = Initial.of(context);
            this.weights = new NDArray[] {
                parameter("cls_score.weight", initial.fanInUniform(in, classes, in)),
                parameter("cls_score.bias", initial.fanInUniform(in, classes)),
                parameter("bbox_pred.weight", initial.fanInUniform(in, 4L * classes, in)),
                parameter("bbox_pred.bias", initial.fanInUniform(in, 4L * classes))
            };
            this.kernel = PrecisionKernel.compile("box predictor", context.precision(), """
                    def forward(self, x: Tensor, cw: Tensor, cb: Tensor, bw: Tensor, bb: Tensor) -> Tuple[Tensor, Tensor]:
                      n = self.narrow(x)
                      logits = self.wide(self.linear(n, self.narrow(cw), self.narrow(cb)))
                      offsets = self.wide(self.linear(n, self.narrow(bw), self.narrow(bb)))
                      return (logits, offsets)
                    """);
        }

        /** (K, in) to (K, classes) and (K, 4 classes), float32. */
        NDList forward(NDArray features) {
            return kernel.call(features, weights[0], weights[1], weights[2], weights[3]);
        }

        double flops(long boxes) {
            return 10.0 * boxes * in * classes;
        }
    }
}
