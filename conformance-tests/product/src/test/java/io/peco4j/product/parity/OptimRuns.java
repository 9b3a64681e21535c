package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.nn.Affine;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.optim.Adam;
import io.peco4j.nn.optim.AdamW;
import io.peco4j.nn.optim.ClipNorm;
import io.peco4j.nn.optim.ClipValue;
import io.peco4j.nn.optim.Lars;
import io.peco4j.nn.optim.Optimizer;
import io.peco4j.nn.optim.Sgd;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Optimisers over given gradients, and clipping. */
final class OptimRuns {
    private OptimRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                torch("optim/adam.py: Adam"),
                OptimRuns::adam,
                torch("optim/adam.py: Adam with weight_decay"),
                OptimRuns::adam,
                torch("optim/adamw.py: AdamW with two groups and per-step rates and decays"),
                OptimRuns::adamW,
                torch("optim/sgd.py: SGD"),
                OptimRuns::sgd,
                torch("nn/utils/clip_grad.py: clip_grad_norm_, clip_grad_value_"),
                OptimRuns::clip,
                new Kind("facebookresearch/moco-v3", "moco/optimizer.py: LARS"),
                reference -> lars(reference, step -> 1),
                new Kind("facebookresearch/mae", "util/lars.py: LARS"),
                // The rate falls linearly, the case's notes say.
                reference -> lars(
                        reference,
                        step -> 1 - (double) step / reference.arguments().integer("steps")),
                new Kind(DinoRuns.DINO, "utils.py: LARS"),
                OptimRuns::larsWithGaps);
    }

    private static Kind torch(String symbol) {
        return new Kind("pytorch/pytorch", "torch/" + symbol);
    }

    private static void adam(ParityCase reference) {
        Map<String, NDArray> weights = parameters(reference.under("w."));
        double decay = reference.arguments().number("weight_decay", 0);
        try (Adam adam = new Adam(reference.manager(), all(weights), settings(reference.arguments(), decay))) {
            double rate = reference.arguments().number("lr");
            follow(reference, weights, adam, step -> adam.step(rate));
        }
    }

    private static void adamW(ParityCase reference) {
        Arguments arguments = reference.arguments();
        Map<String, NDArray> weights = parameters(reference.under("w."));
        double[] scales = arguments.numbers("lr_scale");
        List<ParameterGroup> groups = List.of(
                new ParameterGroup("matrices", ofRank(weights, true), scales[0], true),
                new ParameterGroup("vectors", ofRank(weights, false), scales[1], false));
        double[] rates = arguments.numbers("lrs");
        double[] decays = arguments.numbers("wds");
        try (AdamW adam = new AdamW(reference.manager(), groups, settings(arguments, decays[0]))) {
            follow(reference, weights, adam, step -> adam.step(rates[step], decays[step]));
        }
    }

    private static AdamW.Settings settings(Arguments arguments, double decay) {
        double[] betas = arguments.numbers("betas");
        return new AdamW.Settings(betas[0], betas[1], arguments.number("eps"), decay);
    }

    private static void sgd(ParityCase reference) {
        Arguments arguments = reference.arguments();
        Map<String, NDArray> weights = parameters(reference.under("w."));
        Sgd.Settings settings = new Sgd.Settings(
                arguments.number("momentum"), arguments.flag("nesterov", false), arguments.number("weight_decay"));
        try (Sgd sgd = new Sgd(reference.manager(), all(weights), settings)) {
            follow(reference, weights, sgd, step -> sgd.step(arguments.number("lr")));
        }
    }

    private static void lars(ParityCase reference, IntToDoubleFunction share) {
        Arguments arguments = reference.arguments();
        Map<String, NDArray> weights = parameters(reference.under("w."));
        Lars.Settings settings = new Lars.Settings(
                arguments.number("momentum"), arguments.number("trust_coefficient"), arguments.number("weight_decay"));
        try (Lars lars = new Lars(reference.manager(), all(weights), settings)) {
            follow(reference, weights, lars, step -> lars.step(arguments.number("lr") * share.applyAsDouble(step)));
        }
    }

    /**
     * The reference passes over a parameter without a gradient, which has one of zeros here: what gets its gradients at
     * the same steps has an optimiser of its own, which takes these alone.
     */
    private static void larsWithGaps(ParityCase reference) {
        Arguments arguments = reference.arguments();
        Map<String, NDArray> weights = parameters(reference.under("w."));
        Map<List<Integer>, Map<String, NDArray>> bySteps = new LinkedHashMap<>();
        weights.forEach((name, weight) -> {
            List<Integer> steps = IntStream.range(0, arguments.integer("steps"))
                    .filter(step -> reference.has("in.grad." + step + "." + name))
                    .boxed()
                    .toList();
            bySteps.computeIfAbsent(steps, each -> new LinkedHashMap<>()).put(name, weight);
        });
        Lars.Settings settings = new Lars.Settings(
                arguments.number("momentum"), arguments.number("eta"), arguments.number("weight_decay"));
        bySteps.forEach((steps, some) -> {
            try (Lars lars = new Lars(reference.manager(), all(some), settings)) {
                for (int step = 0; step < arguments.integer("steps"); step++) {
                    String key = "out." + step + ".";
                    if (steps.contains(step)) {
                        setGradients(some, reference.under("in.grad." + step + "."));
                        lars.step(arguments.number("lr"));
                    }
                    some.forEach((name, weight) -> reference.check(key + name, weight));
                }
            }
        });
    }

    /** Gives the gradients of each step, takes it, and checks the parameters and what is stored of the state. */
    private static void follow(
            ParityCase reference, Map<String, NDArray> weights, Optimizer optimizer, IntConsumer take) {
        for (int step = 0; step < reference.arguments().integer("steps"); step++) {
            setGradients(weights, reference.under("in.grad." + step + "."));
            take.accept(step);
            String key = "out." + step + ".";
            weights.forEach((name, weight) -> reference.check(key + name, weight));
            reference
                    .under(key + "state.")
                    .keySet()
                    .forEach(name -> reference.check(key + "state." + name, named(optimizer.state(), name)));
        }
    }

    private static void clip(ParityCase reference) {
        Arguments arguments = reference.arguments();
        Map<String, NDArray> gradients = reference.under("in.grad.");
        Map<String, NDArray> weights = new LinkedHashMap<>();
        gradients.forEach((name, gradient) -> weights.put(name, gradient.zerosLike()));
        parameters(weights);
        List<ParameterGroup> groups = all(weights);
        double[] bounds = arguments.numbers("max_norms");
        for (int run = 0; run < bounds.length; run++) {
            setGradients(weights, gradients);
            reference.check("out.norm", new ClipNorm(groups).clip(reference.manager(), bounds[run]));
            String key = "out.clip_" + run + ".";
            weights.forEach((name, weight) -> reference.check(key + name, takeGradient(weight)));
        }
        setGradients(weights, gradients);
        reference.check(
                "out.norm_inf",
                new ClipNorm(groups, ClipNorm.Length.LARGEST).clip(reference.manager(), Double.POSITIVE_INFINITY));
        new ClipValue(groups).clip(reference.manager(), arguments.number("value"));
        weights.forEach((name, weight) -> reference.check("out.value." + name, takeGradient(weight)));
    }

    static List<ParameterGroup> all(Map<String, NDArray> weights) {
        return List.of(new ParameterGroup("all", weights, 1, true));
    }

    /** The matrices among the parameters, or the rest. */
    static Map<String, NDArray> ofRank(Map<String, NDArray> weights, boolean matrices) {
        Map<String, NDArray> chosen = new LinkedHashMap<>(weights);
        chosen.values().removeIf(weight -> weight.getShape().dimension() > 1 != matrices);
        return chosen;
    }

    private static Map<String, NDArray> parameters(Map<String, NDArray> weights) {
        weights.values().forEach(weight -> weight.setRequiresGradient(true));
        return weights;
    }

    /** Through a backward pass, as in training. */
    static void setGradients(Map<String, NDArray> weights, Map<String, NDArray> gradients) {
        GradientMode.on(() -> {
            weights.forEach((name, weight) -> JniUtils.backward(
                    (PtNDArray) Affine.scaled(weight, 1), (PtNDArray) named(gradients, name), false, false));
        });
    }

    private static NDArray takeGradient(NDArray weight) {
        NDArray copy = weight.getGradient().duplicate();
        weight.getGradient().muli(0);
        return copy;
    }

    private static NDArray named(Map<String, NDArray> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }
}
