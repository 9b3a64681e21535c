package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.train.OptimizerSettings;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Warmup;
import io.peco4j.nn.Activation;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.conv.BatchNorm;
import io.peco4j.nn.conv.BatchNormSettings;
import io.peco4j.nn.loss.Losses;
import io.peco4j.nn.optim.Sgd;
import io.peco4j.nn.transformer.LayerNorm;
import io.peco4j.nn.transformer.Linear;
import io.peco4j.nn.transformer.WeightRule;
import io.peco4j.nn.video.ViewScores;
import io.peco4j.nn.video.ViewScores.Ensemble;
import io.peco4j.nn.weights.Weights;
import io.peco4j.runtime.train.LearningRate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** TimeSformer's learning rates, its optimiser, and how it joins views. */
final class VideoTrainingRuns {
    private static final Kernel GELU = Kernel.compile(
            "gelu", "def forward(self, x: Tensor) -> Tensor:\n  return " + Activation.GELU.of("x") + "\n");

    private VideoTrainingRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                TimeSformerRuns.kind("utils/lr_policy.py: get_lr_at_epoch"),
                VideoTrainingRuns::rates,
                TimeSformerRuns.kind(
                        "models/optimizer.py: construct_optimizer, get_epoch_lr; losses.py: get_loss_func"),
                VideoTrainingRuns::training,
                TimeSformerRuns.kind(
                        "utils/meters.py: TestMeter.update_stats; utils/metrics.py: topks_correct, topk_errors"),
                VideoTrainingRuns::ensemble);
    }

    private static void rates(ParityCase reference) {
        int perEpoch = reference.arguments().integer("per_epoch");
        List<Arguments> runs = ScheduleRuns.of(reference);
        for (int i = 0; i < runs.size(); i++) {
            LearningRate rate = LearningRate.of(recipe(runs.get(i)), perEpoch);
            ScheduleRuns.check(reference, "out." + i, reference.doubles("out." + i).length, rate::at);
        }
    }

    /** A recipe by the names of SlowFast's settings. */
    private static Recipe recipe(Arguments run) {
        double peak = run.number("BASE_LR");
        RateSchedule schedule = switch (run.text("LR_POLICY")) {
            case "cosine" -> RateSchedule.cosine(peak).withMinimum(run.number("COSINE_END_LR"));
            case "steps_with_relative_lrs" -> {
                List<Double> steps = ScheduleRuns.boxed(run.numbers("STEPS"));
                List<Double> shares = ScheduleRuns.boxed(run.numbers("LRS"));
                yield RateSchedule.steps(peak, steps.subList(1, steps.size()), shares.subList(1, shares.size()));
            }
            default -> throw new IllegalArgumentException(run.text("LR_POLICY"));
        };
        return Recipe.sgd(schedule)
                .withNesterov()
                .withEpochs(run.integer("MAX_EPOCH"))
                .withWarmup(Warmup.ofEpochs(run.number("WARMUP_EPOCHS"))
                        .from(Math.min(1, run.number("WARMUP_START_LR") / peak))
                        .rising(Warmup.Shape.TO_SCHEDULE));
    }

    private static void training(ParityCase reference) {
        Arguments arguments = reference.arguments();
        Arguments solver = new Arguments(arguments.get("solver").getAsJsonObject());
        Network network = Network.of(reference, arguments);
        Recipe recipe = recipe(solver).withWeightDecay(solver.number("WEIGHT_DECAY"));
        LearningRate rate = LearningRate.of(recipe, arguments.integer("per_epoch"));
        List<ParameterGroup> groups = network.groups();
        groups.forEach(group -> group.parameters()
                .keySet()
                .forEach(name -> reference.check("out.group." + name, group.weightDecay(1))));
        OptimizerSettings settings = recipe.update();
        double[] losses = new double[arguments.integer("steps")];
        double[] rates = new double[losses.length];
        try (Sgd sgd = new Sgd(
                reference.manager(),
                groups,
                new Sgd.Settings(
                        settings.beta1(), settings.looksAhead(), recipe.decay().weightDecay()))) {
            for (int step = 0; step < losses.length; step++) {
                String input = "in." + step + ".";
                losses[step] = GradientMode.on(() -> {
                    NDArray loss = Losses.crossEntropy(
                            network.forward(reference.get(input + "x")), reference.get(input + "y"));
                    JniUtils.backward((PtNDArray) loss, (PtNDArray) loss.onesLike(), false, false);
                    return (double) loss.toFloatArray()[0];
                });
                // Zero in theory, in front of the batch norm; the reference sets it so.
                network.first()
                        .getParameters()
                        .get("bias")
                        .getArray()
                        .getGradient()
                        .muli(0);
                rates[step] = rate.at(step);
                sgd.step(rates[step]);
            }
        }
        reference.check("out.loss", reference.manager().create(losses));
        reference.check("out.lr", reference.manager().create(rates));
        network.trainable().forEach((name, array) -> reference.check("out.final." + name, array));
    }

    private record Network(Linear first, BatchNorm batches, LayerNorm norm, Linear head) {
        static Network of(ParityCase reference, Arguments arguments) {
            int hidden = arguments.integer("hid");
            WeightRule rule = WeightRule.normal(0.02);
            Network network = new Network(
                    new Linear(reference.context(), arguments.integer("cin"), hidden, rule),
                    new BatchNorm(reference.context(), hidden, new BatchNormSettings(0.1, 1e-5, true, 0)),
                    new LayerNorm(reference.context(), hidden),
                    new Linear(reference.context(), hidden, arguments.integer("classes"), rule));
            Map<String, NDArray> given = reference.under("w.");
            Map<String, NDArray> live = network.named(true);
            live.keySet().retainAll(given.keySet());
            Weights.copyInto(live, given);
            return network;
        }

        NDArray forward(NDArray x) {
            return head.forward(norm.forward(GELU.apply(batches.forward(first.forward(x, true), true)), true), true);
        }

        Map<String, NDArray> trainable() {
            return named(false);
        }

        private Map<String, NDArray> named(boolean buffers) {
            Map<String, NDArray> all = new LinkedHashMap<>();
            Map.of("fc1", first, "bn", batches, "norm", norm, "head", head)
                    .forEach((name, layer) -> all.putAll(Parameters.prefixed(
                            name, buffers ? Parameters.state(layer) : Parameters.trainable(layer))));
            return all;
        }

        /** Weight decay spares batch norm alone, which a TimeSformer does not have. */
        List<ParameterGroup> groups() {
            Map<String, NDArray> rest = trainable();
            Map<String, NDArray> spared = new LinkedHashMap<>(rest);
            spared.keySet().removeIf(name -> !name.startsWith("bn."));
            rest.keySet().removeAll(spared.keySet());
            return List.of(
                    new ParameterGroup("batch norm", spared, 1, false), new ParameterGroup("all", rest, 1, true));
        }
    }

    private static void ensemble(ParityCase reference) {
        Arguments arguments = reference.arguments();
        int videos = arguments.integer("videos");
        int views = arguments.integer("clips");
        int classes = arguments.integer("classes");
        float[] logits = reference.get("in.logits").toFloatArray();
        double[] labels = reference.doubles("in.labels");
        int[] ks = arguments.integers("ks");
        for (Ensemble ensemble : Ensemble.values()) {
            List<ViewScores> scores = IntStream.range(0, videos)
                    .mapToObj(video -> new ViewScores(ensemble, classes))
                    .toList();
            for (double view : reference.doubles("in.order")) {
                int from = (int) view * classes;
                scores.get((int) view / views).add(Arrays.copyOfRange(logits, from, from + classes));
            }
            String key = "out." + ensemble.name().toLowerCase(Locale.ROOT);
            float[] joined = new float[videos * classes];
            for (int video = 0; video < videos; video++) {
                System.arraycopy(scores.get(video).scores(), 0, joined, video * classes, classes);
            }
            reference.check(
                    key, reference.manager().create(joined, reference.get(key).getShape()));
            double[] correct = Arrays.stream(ks)
                    .mapToDouble(k -> IntStream.range(0, videos)
                            .filter(video -> scores.get(video).isAmong((int) labels[video], k))
                            .count())
                    .toArray();
            reference.check(key + ".topk_correct", reference.manager().create(correct));
            reference.check(
                    key + ".topk_errors",
                    reference
                            .manager()
                            .create(Arrays.stream(correct)
                                    .map(right -> 100 * (1 - right / videos))
                                    .toArray()));
        }
    }
}
