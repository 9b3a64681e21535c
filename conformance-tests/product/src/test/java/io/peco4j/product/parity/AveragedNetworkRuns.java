package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Activation;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.conv.BatchNorm;
import io.peco4j.nn.conv.Conv2d;
import io.peco4j.nn.loss.Losses;
import io.peco4j.nn.optim.MovingAverage;
import io.peco4j.nn.optim.Sgd;
import io.peco4j.nn.transformer.LayerNorm;
import io.peco4j.nn.transformer.Linear;
import io.peco4j.nn.transformer.WeightRule;
import java.util.LinkedHashMap;
import java.util.Map;

/** A moving average that follows the training of a small network, running statistics included. */
final class AveragedNetworkRuns {
    private AveragedNetworkRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind("huggingface/pytorch-image-models", "timm/utils/model_ema.py: ModelEma, ModelEmaV2"),
                AveragedNetworkRuns::train);
    }

    private static void train(ParityCase reference) {
        Arguments arguments = reference.arguments();
        Network model = reference.loaded(new Network(reference.context(), arguments));
        Network average = reference.loaded(new Network(reference.context(), arguments));
        MovingAverage following = new MovingAverage(reference.manager(), fractions(average), fractions(model));
        Sgd.Settings settings = new Sgd.Settings(reference.notes().number("momentum ([\\d.]+)"), false, 0);
        try (Sgd sgd = new Sgd(reference.manager(), OptimRuns.all(Parameters.trainable(model)), settings)) {
            for (int step = 0; step < arguments.integer("steps"); step++) {
                NDArray images = reference.get("in." + step + ".x");
                NDArray labels = reference.get("in." + step + ".y");
                GradientMode.on(() -> {
                    NDArray loss = Losses.crossEntropy(model.forward(images, true), labels);
                    JniUtils.backward((PtNDArray) loss, (PtNDArray) loss.onesLike(), false, false);
                });
                sgd.step(arguments.number("lr"));
                following.update(arguments.number("decay"));
            }
        }
        check(reference, "model", model);
        check(reference, "ema", average);
        Parameters.state(average).forEach((name, tensor) -> reference.check("out.ema_v2." + name, tensor));
    }

    /** The counter of batches is no fraction: timm's average of it is cut to 0, and ours stays there. */
    private static Map<String, NDArray> fractions(Network network) {
        Map<String, NDArray> all = new LinkedHashMap<>(Parameters.state(network));
        all.values().removeIf(tensor -> tensor.getDataType().isInteger());
        return all;
    }

    private static void check(ParityCase reference, String name, Network network) {
        Parameters.state(network).forEach((key, tensor) -> reference.check("out." + name + "." + key, tensor));
        reference.check("out." + name + "_logits", network.forward(reference.get("in.0.x"), false));
    }

    /** A convolution, a batch norm, the mean of the map, and a perceptron. */
    private static final class Network extends Layer {
        /** Of PyTorch's layer norm, where nothing is said. */
        private static final double EPSILON = 1e-5;

        private static final Kernel MEAN = Kernel.compile("mean of rectified maps", """
                def forward(self, x: Tensor) -> Tensor:
                  return torch.mean(torch.relu(x), [2, 3])
                """);

        private final Kernel gelu = Activation.GELU.kernel();
        private final Conv2d convolution;
        private final BatchNorm batchNorm;
        private final Linear first;
        private final LayerNorm norm;
        private final Linear last;

        Network(NetworkContext context, Arguments sizes) {
            int channels = sizes.integer("cin");
            int hidden = sizes.integer("hid");
            this.convolution = child("conv", new Conv2d(context, 3, channels, 3, 1, 1));
            this.batchNorm = child("bn", new BatchNorm(context, channels));
            this.first = child("fc", new Linear(context, channels, hidden, WeightRule.normal(1)));
            this.norm = child("norm", new LayerNorm(context, hidden, EPSILON));
            this.last = child("head", new Linear(context, hidden, sizes.integer("cout"), WeightRule.normal(1)));
        }

        @Override
        public NDArray forward(NDArray x, boolean training) {
            NDArray mean = MEAN.apply(batchNorm.forward(convolution.forward(x, training), training));
            NDArray hidden = gelu.apply(first.forward(mean, training));
            return last.forward(norm.forward(hidden, training), training);
        }

        @Override
        public Shape outputShape(Shape input) {
            return last.outputShape(first.outputShape(new Shape(input.get(0), 1)));
        }

        @Override
        public double flops(Shape input) {
            return convolution.flops(input);
        }
    }
}
