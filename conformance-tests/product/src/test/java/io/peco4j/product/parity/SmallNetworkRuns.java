package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.nn.Activation;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.loss.Losses;
import io.peco4j.nn.optim.AdamW;
import io.peco4j.nn.optim.ClipNorm;
import io.peco4j.nn.transformer.LayerNorm;
import io.peco4j.nn.transformer.Linear;
import io.peco4j.nn.weights.Weights;
import io.peco4j.runtime.train.LearningRate;
import java.util.List;
import java.util.Map;

/** A whole training of a small network: rate, loss, clipping and optimiser together. */
final class SmallNetworkRuns {
    private SmallNetworkRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind("pytorch/pytorch", "torch/optim/adamw.py: AdamW on a small network, cosine rate, clipping"),
                SmallNetworkRuns::train);
    }

    private static void train(ParityCase reference) {
        Arguments arguments = reference.arguments();
        int steps = arguments.integer("steps");
        Perceptron network = new Perceptron(
                reference.context(), arguments.integer("cin"), arguments.integer("hid"), arguments.integer("cout"));
        Map<String, NDArray> live = Parameters.state(network);
        Weights.copyInto(live, reference.weights());
        List<ParameterGroup> groups = List.of(
                new ParameterGroup("matrices", OptimRuns.ofRank(live, true), 1, true),
                new ParameterGroup("vectors", OptimRuns.ofRank(live, false), 1, false));
        LearningRate rate = LearningRate.of(
                Recipe.adamW(RateSchedule.cosine(arguments.number("base_lr")).withMinimum(arguments.number("min_lr")))
                        .withSteps(steps),
                1);
        List<Double> adamw = reference.notes().numbers("AdamW \\(([^)]*)\\)");
        AdamW.Settings settings =
                new AdamW.Settings(adamw.get(0), adamw.get(1), adamw.get(2), arguments.number("weight_decay"));
        ClipNorm clip = new ClipNorm(groups);
        try (AdamW adam = new AdamW(reference.manager(), groups, settings)) {
            for (int step = 0; step < steps; step++) {
                reference.check("out.loss." + step, backward(reference, network));
                reference.check("out.norm." + step, clip.clip(reference.manager(), arguments.number("clip")));
                adam.step(rate.at(step));
                String key = "out." + step + ".";
                live.forEach((name, weight) -> reference.check(key + name, weight));
            }
        }
    }

    private static NDArray backward(ParityCase reference, Layer network) {
        return GradientMode.on(() -> {
            NDArray loss = Losses.crossEntropy(network.forward(reference.get("in.x"), true), reference.get("in.y"));
            JniUtils.backward((PtNDArray) loss, (PtNDArray) loss.onesLike(), false, false);
            return loss;
        });
    }

    /** Two linear maps with GELU and a norm between them, numbered as in a sequence. */
    private static final class Perceptron extends Layer {
        /** Of PyTorch's layer norm, where nothing is said. */
        private static final double EPSILON = 1e-5;

        private final Kernel gelu = Activation.GELU.kernel();
        private final Linear first;
        private final LayerNorm norm;
        private final Linear last;

        Perceptron(NetworkContext context, int in, int hidden, int out) {
            Initial initial = Initial.of(context);
            this.first = child("0", new Linear(context, initial.fanInUniform(in, hidden, in), true));
            this.norm = child("2", new LayerNorm(context, hidden, EPSILON));
            this.last = child("3", new Linear(context, initial.fanInUniform(hidden, out, hidden), true));
        }

        @Override
        public NDArray forward(NDArray x, boolean training) {
            return last.forward(norm.forward(gelu.apply(first.forward(x, training)), training), training);
        }

        @Override
        public Shape outputShape(Shape input) {
            return last.outputShape(first.outputShape(input));
        }

        @Override
        public double flops(Shape input) {
            return first.flops(input) + last.flops(first.outputShape(input));
        }
    }
}
