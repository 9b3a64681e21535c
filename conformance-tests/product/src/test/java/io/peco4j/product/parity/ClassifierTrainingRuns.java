package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.Masking;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Warmup;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.conv.BatchNorm;
import io.peco4j.nn.conv.BatchNormSettings;
import io.peco4j.nn.learn.Augmentation;
import io.peco4j.nn.learn.ClassifierLearner;
import io.peco4j.nn.loss.Losses;
import io.peco4j.nn.loss.Mix;
import io.peco4j.nn.loss.Mixing;
import io.peco4j.nn.optim.AdamW;
import io.peco4j.nn.optim.ClipNorm;
import io.peco4j.nn.optim.Lars;
import io.peco4j.nn.transformer.Linear;
import io.peco4j.nn.transformer.WeightRule;
import io.peco4j.nn.vit.LayerDecay;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitClassifier;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.weights.Weights;
import io.peco4j.runtime.train.LearningRate;
import io.peco4j.tasks.Hits;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/** Whole trainings of classifiers: a fine-tuning with mixed batches, and a linear probe. */
final class ClassifierTrainingRuns {
    private static final String MAE = "facebookresearch/mae";

    /** Every step clips: by infinity where the case says nothing. */
    private static final double UNBOUNDED = Double.POSITIVE_INFINITY;

    private ClassifierTrainingRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind(MAE, "engine_finetune.py: train_one_epoch with models_vit.py"),
                ClassifierTrainingRuns::fineTuning,
                new Kind(MAE, "main_linprobe.py: head with BatchNorm1d"),
                ClassifierTrainingRuns::linearProbe);
    }

    /** By epoch and share of it: MAE sets the rate of a step at its first pass. */
    private static LearningRate rate(Arguments arguments) {
        Recipe recipe = Recipe.adamW(
                        RateSchedule.continuousCosine(arguments.number("lr")).withMinimum(arguments.number("min_lr")))
                .withEpochs(arguments.integer("epochs"))
                .withWarmup(Warmup.ofEpochs(arguments.number("warmup_epochs")));
        return LearningRate.of(recipe, arguments.integer("niter") / arguments.integer("accum_iter"));
    }

    private static void fineTuning(ParityCase reference) {
        Arguments arguments = reference.arguments();
        Set<String> names = reference.under("w.").keySet();
        VitConfig config = VitParts.config(arguments, names);
        VitClassifier model = VitParts.classifier(reference, config, names, arguments.integer("num_classes"));
        reference.load(model.state(), "timm");
        List<ParameterGroup> groups =
                new LayerDecay(model.encoder(), arguments.number("layer_decay")).groups(model.trainable());
        // What happens to pictures while they are loaded is no part of the case.
        Augmentation augmentation =
                new Augmentation(0.8, 1, Mixing.Per.BATCH, arguments.number("smoothing"), 1, 0, 0, 0);
        ClassifierLearner learner = new ClassifierLearner(
                "classification", Recipe.adamW(arguments.number("lr")), augmentation, model, groups);
        LearningRate rate = rate(arguments);
        groups.forEach(group -> group.parameters()
                .keySet()
                .forEach(name -> reference.check("out.lr_scale." + name, group.learningRateScale())));
        int passes = arguments.integer("accum_iter");
        int iterations = arguments.integer("run_epochs") * arguments.integer("niter");
        double[] losses = new double[iterations];
        double[] norms = new double[iterations / passes];
        float[] targets = new float[0];
        ClipNorm clip = new ClipNorm(groups);
        AdamW.Settings settings = new AdamW.Settings(0.9, 0.999, 1e-8, arguments.number("weight_decay"));
        try (AdamW adam = new AdamW(reference.manager(), groups, settings)) {
            for (int i = 0; i < iterations; i++) {
                String input = "in." + i % arguments.integer("niter") + ".";
                Mix mix = mix(reference, i);
                NDArray images = reference.get(input + "image");
                if (reference.has("out.mixed" + i)) {
                    reference.check("out.mixed" + i, mix.images(images));
                }
                targets = joined(
                        targets,
                        mix.targets(reference.get(input + "label"), model.classes(), augmentation.labelSmoothing())
                                .toFloatArray());
                losses[i] = backward(learner, new Fields(reference, input), mix, passes);
                if ((i + 1) % passes == 0) {
                    int step = i / passes;
                    norms[step] = clip.clip(reference.manager(), arguments.number("clip_grad", UNBOUNDED))
                            .toFloatArray()[0];
                    adam.step(rate.at(step));
                    groups.forEach(group -> group.parameters().forEach((name, parameter) -> {
                        if (step == norms.length - 1) {
                            reference.check("out.last_lr." + name, group.learningRate(rate.at(step)));
                        }
                    }));
                }
            }
        }
        reference.check("out.loss", reference.manager().create(losses));
        reference.check("out.grad_norm", reference.manager().create(norms));
        reference.check(
                "out.targets",
                reference.manager().create(targets, reference.get("out.targets").getShape()));
        model.state().forEach((name, tensor) -> reference.check("out.final." + name, tensor));
    }

    private static Mix mix(ParityCase reference, int iteration) {
        double share = reference.doubles("in.lam")[iteration];
        if (reference.doubles("in.use_cutmix")[iteration] == 0) {
            return new Mix.Blend(share);
        }
        int side = reference.arguments().integer("img_size");
        double[] centres = reference.doubles("in.centre");
        return Mixing.box(share, side, side, (int) centres[2 * iteration], (int) centres[2 * iteration + 1]);
    }

    private static float[] joined(float[] first, float[] second) {
        float[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    /** The loss of a pass, whose gradient is added in equal shares. */
    static double backward(ClassifierLearner learner, Fields batch, Mix mix, int passes) {
        return GradientMode.on(() -> {
            NDArray loss = learner.loss(batch, mix).value();
            NDArray weight = loss.onesLike().div(passes);
            JniUtils.backward((PtNDArray) loss, (PtNDArray) weight, false, false);
            return (double) loss.toFloatArray()[0];
        });
    }

    private static void linearProbe(ParityCase reference) {
        Arguments arguments = reference.arguments();
        Set<String> names = reference.under("w.").keySet();
        VisionTransformer encoder = new VisionTransformer(reference.context(), VitParts.config(arguments, names));
        Map<String, NDArray> live = new LinkedHashMap<>(encoder.state());
        int classes = arguments.integer("num_classes");
        double epsilon = reference.notes().number("eps (1e-6)");
        BatchNorm norm =
                new BatchNorm(reference.context(), encoder.width(), new BatchNormSettings(0.1, epsilon, false, 0));
        Linear head = new Linear(reference.context(), encoder.width(), classes, WeightRule.normal(0.01));
        live.putAll(Parameters.prefixed("head.0", Parameters.state(norm)));
        live.putAll(Parameters.prefixed("head.1", Parameters.state(head)));
        Weights.copyInto(live, reference.weights());

        List<ParameterGroup> groups = OptimRuns.all(Parameters.prefixed("head.1", Parameters.trainable(head)));
        LearningRate rate = rate(arguments);
        int iterations = arguments.integer("niter");
        int epochs = arguments.integer("run_epochs");
        double[] losses = new double[epochs * iterations];
        double[] norms = new double[losses.length];
        double[] last = new double[epochs];
        Lars.Settings settings = new Lars.Settings(0.9, 0.001, arguments.number("weight_decay"));
        ClipNorm measure = new ClipNorm(groups);
        try (Lars lars = new Lars(reference.manager(), groups, settings)) {
            for (int i = 0; i < losses.length; i++) {
                String input = "in." + i % iterations + ".";
                NDArray features = features(encoder, reference.get(input + "image"), true);
                losses[i] = GradientMode.on(() -> {
                    NDArray loss = Losses.crossEntropy(
                            head.forward(norm.forward(features, true), true), reference.get(input + "label"));
                    JniUtils.backward((PtNDArray) loss, (PtNDArray) loss.onesLike(), false, false);
                    return (double) loss.toFloatArray()[0];
                });
                norms[i] = measure.clip(reference.manager(), UNBOUNDED).toFloatArray()[0];
                lars.step(rate.at(i));
                if ((i + 1) % iterations == 0) {
                    int epoch = i / iterations;
                    last[epoch] = rate.at(i);
                    Parameters.state(head)
                            .forEach(
                                    (name, tensor) -> reference.check("out.epoch" + epoch + ".head.1." + name, tensor));
                    Parameters.state(norm)
                            .forEach((name, tensor) ->
                                    reference.check("out.state.epoch" + epoch + ".head.0." + name, tensor));
                }
            }
        }
        reference.check("out.loss", reference.manager().create(losses));
        reference.check("out.grad_norm", reference.manager().create(norms));
        reference.check("out.last_lr", reference.manager().create(last));
        evaluate(reference, encoder, norm, head);
    }

    private static NDArray features(VisionTransformer encoder, NDArray images, boolean training) {
        return encoder.encode(images, Masking.none(), training).get(":, 0");
    }

    private static void evaluate(ParityCase reference, VisionTransformer encoder, BatchNorm norm, Linear head) {
        Hits hits = new Hits();
        double loss = 0;
        int batches = reference.arguments().integer("niter");
        for (int i = 0; i < batches; i++) {
            NDArray features = features(encoder, reference.get("in." + i + ".image"), false);
            NDArray labels = reference.get("in." + i + ".label");
            NDArray logits = head.forward(norm.forward(features, false), false);
            loss += Losses.crossEntropy(logits, labels).toFloatArray()[0] / batches;
            hits.count(logits.toFloatArray(), labels.toLongArray(), (int)
                    logits.getShape().get(1));
            if (i == 0) {
                reference.check("out.eval_features", features);
                reference.check("out.eval_logits", logits);
            }
        }
        reference.check("out.eval_loss", loss);
        reference.check("out.eval_acc1", hits.top1());
        reference.check("out.eval_acc5", hits.top5());
    }

    /** A batch of a case. */
    record Fields(ParityCase reference, String prefix) implements Batch {
        @Override
        public int size() {
            return (int) get(Sample.LABEL).getShape().get(0);
        }

        @Override
        public NDManager manager() {
            return reference.manager();
        }

        @Override
        public NDArray get(String name) {
            return reference.get(prefix + name);
        }

        @Override
        public long[] indices() {
            return LongStream.range(0, size()).toArray();
        }
    }
}
