package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Warmup;
import io.peco4j.api.train.WeightDecay;
import io.peco4j.nn.learn.Augmentation;
import io.peco4j.nn.learn.ClassifierLearner;
import io.peco4j.nn.loss.Mix;
import io.peco4j.nn.loss.Mixing;
import io.peco4j.nn.optim.AdamW;
import io.peco4j.nn.optim.ClipNorm;
import io.peco4j.nn.optim.MovingAverage;
import io.peco4j.nn.vit.LayerDecay;
import io.peco4j.nn.vit.VitClassifier;
import io.peco4j.runtime.train.DecaySchedule;
import io.peco4j.runtime.train.LearningRate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * BEiT's fine-tuning: mixed pictures, given draws of drop path, layer decay, accumulation, and the average of weights.
 */
final class BeitFineTuningRuns {
    private BeitFineTuningRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind(
                        "microsoft/unilm",
                        "beit/engine_for_finetuning.py: train_one_epoch; optim_factory.py: create_optimizer,"
                                + " LayerDecayValueAssigner; timm ModelEma, Mixup, SoftTargetCrossEntropy"),
                BeitFineTuningRuns::fineTuning);
    }

    private static Recipe recipe(Arguments arguments) {
        return Recipe.adamW(RateSchedule.cosine(arguments.number("lr")).withMinimum(arguments.number("min_lr")))
                .withEpochs(arguments.integer("epochs"))
                .withWarmup(Warmup.ofEpochs(arguments.number("warmup_epochs")))
                .withWeightDecay(
                        WeightDecay.between(arguments.number("weight_decay"), arguments.number("weight_decay_end")));
    }

    private static void fineTuning(ParityCase reference) {
        Arguments arguments = reference.arguments();
        VitClassifier model = DropPathRuns.classifier(
                reference, VitParts.config(arguments, reference.under("w.").keySet()), DropPathRuns.draws(reference));
        List<ParameterGroup> groups =
                new LayerDecay(model.encoder(), arguments.number("layer_decay")).groups(model.trainable());
        // What happens to pictures while they are loaded is no part of the case.
        Augmentation augmentation =
                new Augmentation(0.8, 1, Mixing.Per.BATCH, arguments.number("smoothing"), 1, 0, 0, 0);
        Recipe recipe = recipe(arguments);
        ClassifierLearner learner = new ClassifierLearner("classification", recipe, augmentation, model, groups);
        int passes = arguments.integer("update_freq");
        LearningRate rate = LearningRate.of(recipe, arguments.integer("niter") / passes);
        DecaySchedule decay = new DecaySchedule(recipe.decay(), rate.total());
        ScheduleRuns.check(reference, "out.lr", rate.total(), rate::at);
        ScheduleRuns.check(reference, "out.weight_decay", decay.total(), decay::at);

        Map<String, NDArray> averages = new LinkedHashMap<>();
        model.trainable().forEach((name, tensor) -> averages.put(name, tensor.duplicate()));
        MovingAverage following = new MovingAverage(reference.manager(), averages, model.trainable());
        double[] losses = new double[arguments.integer("run_epochs") * arguments.integer("niter")];
        double[] norms = new double[losses.length / passes];
        double[] shares = reference.doubles("in.lam");
        ClipNorm clip = new ClipNorm(groups);
        try (AdamW adam = new AdamW(reference.manager(), groups, new AdamW.Settings(0.9, 0.999, 1e-8, 0))) {
            for (int i = 0; i < losses.length; i++) {
                ClassifierTrainingRuns.Fields batch =
                        new ClassifierTrainingRuns.Fields(reference, "in." + i % arguments.integer("niter") + ".");
                losses[i] = ClassifierTrainingRuns.backward(learner, batch, new Mix.Blend(shares[i]), passes);
                if ((i + 1) % passes == 0) {
                    int step = i / passes;
                    norms[step] = clip.clip(
                                    reference.manager(), arguments.number("clip_grad", Double.POSITIVE_INFINITY))
                            .toFloatArray()[0];
                    adam.step(rate.at(step), decay.at(step));
                    following.update(arguments.number("model_ema_decay"));
                }
            }
        }
        reference.check("out.loss", reference.manager().create(losses));
        reference.check("out.grad_norm", reference.manager().create(norms));
        check(reference, "out.model.", model.state());
        check(reference, "out.ema.", averages);
    }

    private static void check(ParityCase reference, String prefix, Map<String, NDArray> tensors) {
        reference
                .under(prefix)
                .keySet()
                .forEach(name -> reference.check(prefix + name, Objects.requireNonNull(tensors.get(name), name)));
    }
}
