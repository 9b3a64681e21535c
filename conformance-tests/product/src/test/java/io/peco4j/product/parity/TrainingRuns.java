package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.api.train.Warmup;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.segmentation.VitPyramidBackbone;
import io.peco4j.nn.teacher.MomentumSchedule;
import io.peco4j.nn.transformer.Linear;
import io.peco4j.nn.transformer.WeightRule;
import io.peco4j.nn.vit.LayerDecay;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitClassifier;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.runtime.train.LearningRate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** How transformers are trained: schedules of rates and momentum, and what layer decay makes of each parameter. */
final class TrainingRuns {
    private static final String BEIT = "microsoft/unilm";
    private static final String MAE = "facebookresearch/mae";
    private static final String SEGMENTATION =
            "beit/semantic_segmentation/mmcv_custom/layer_decay_optimizer_constructor.py"
                    + ": LayerDecayOptimizerConstructor";

    private TrainingRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind(MAE, "util/lr_sched.py: adjust_learning_rate"),
                TrainingRuns::continuousCosine,
                new Kind("facebookresearch/moco-v3", "main_moco.py: adjust_learning_rate, adjust_moco_momentum"),
                TrainingRuns::moco,
                new Kind(
                        BEIT,
                        "beit/optim_factory.py: get_num_layer_for_vit, LayerDecayValueAssigner, get_parameter_groups"),
                TrainingRuns::layerDecay,
                new Kind(MAE, "util/lr_decay.py: param_groups_lrd, get_layer_id_for_vit"),
                TrainingRuns::layerDecay,
                new Kind(BEIT, SEGMENTATION),
                TrainingRuns::segmentation);
    }

    private static LearningRate continuous(Arguments arguments) {
        RateSchedule schedule =
                RateSchedule.continuousCosine(arguments.number("lr")).withMinimum(arguments.number("min_lr", 0));
        Recipe recipe = Recipe.adamW(schedule)
                .withEpochs(arguments.integer("epochs"))
                .withWarmup(Warmup.ofEpochs(arguments.number("warmup_epochs")));
        return LearningRate.of(recipe, arguments.integer("per_epoch"));
    }

    private static void continuousCosine(ParityCase reference) {
        LearningRate rate = continuous(reference.arguments());
        ScheduleRuns.check(reference, "out.lr", rate.total() + 1, rate::at);
        double[] scales = reference.arguments().numbers("scales");
        NDArray rates = reference
                .manager()
                .create(LongStream.rangeClosed(0, rate.total())
                        .boxed()
                        .flatMapToDouble(step -> Arrays.stream(scales)
                                .map(scale ->
                                        new ParameterGroup("", Map.of(), scale, true).learningRate(rate.at(step))))
                        .toArray());
        reference.check("out.group_lr", rates.reshape(rate.total() + 1, scales.length));
    }

    private static void moco(ParityCase reference) {
        LearningRate rate = continuous(reference.arguments());
        MomentumSchedule momentum =
                MomentumSchedule.cosine(reference.arguments().number("moco_m"));
        ScheduleRuns.check(reference, "out.lr", rate.total() + 1, rate::at);
        ScheduleRuns.check(
                reference,
                "out.momentum",
                rate.total() + 1,
                step -> momentum.at(new Step(step, rate.total(), 0, new SplittableRandom(0))));
    }

    /** Of a classifier; no sizes matter. */
    private static void layerDecay(ParityCase reference) {
        Set<String> names = reference.under("out.lr_scale.").keySet();
        VitConfig config = VitParts.config(reference.arguments(), names);
        VitClassifier model = VitParts.classifier(reference, config, names, 3);
        LayerDecay decay = new LayerDecay(model.encoder(), reference.arguments().number("layer_decay"));
        reference
                .under("out.layer_id.")
                .keySet()
                .forEach(name -> reference.check("out.layer_id." + name, decay.layerOf(name)));
        reference
                .under("out.probe.")
                .keySet()
                .forEach(name -> reference.check("out.probe." + name, decay.layerOf(name)));
        if (reference.has("out.values")) {
            double[] values = IntStream.rangeClosed(0, config.depth() + 1)
                    .mapToDouble(decay::scale)
                    .toArray();
            reference.check("out.values", reference.manager().create(values));
        }
        groups(reference, decay, model.trainable(), 1, reference.arguments().number("weight_decay"));
    }

    /** A backbone with a pyramid, and any head. */
    private static void segmentation(ParityCase reference) {
        Arguments arguments = reference.arguments();
        VitConfig config = VitParts.config(
                arguments, reference.under("out.lr_scale.backbone.").keySet());
        VitPyramidBackbone backbone = VitRuns.backbone(reference, config);
        Map<String, NDArray> trainable = new LinkedHashMap<>(Parameters.prefixed("backbone", backbone.trainable()));
        trainable.putAll(Parameters.prefixed(
                "decode_head",
                Parameters.trainable(
                        new Linear(reference.context(), config.block().width(), 2, WeightRule.xavierUniform()))));
        VisionTransformer encoder = new VisionTransformer(reference.context(), config);
        LayerDecay decay = LayerDecay.ofVectors(encoder, arguments.number("rate"), "backbone.");
        groups(reference, decay, trainable, arguments.number("base_lr"), arguments.number("wd"));
    }

    static void groups(
            ParityCase reference, LayerDecay decay, Map<String, NDArray> trainable, double rate, double weightDecay) {
        Set<String> expected = reference.under("out.lr_scale.").keySet();
        if (!expected.equals(trainable.keySet())) {
            throw new AssertionError("parameters " + trainable.keySet() + " instead of " + expected);
        }
        for (ParameterGroup group : decay.groups(trainable)) {
            for (String name : group.parameters().keySet()) {
                reference.check("out.lr_scale." + name, group.learningRateScale());
                reference.check("out.weight_decay." + name, group.weightDecay(weightDecay));
                if (reference.has("out.lr." + name)) {
                    reference.check("out.lr." + name, group.learningRate(rate));
                }
            }
        }
    }
}
