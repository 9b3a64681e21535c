package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.dsl.options.OptionsBinder;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.optim.AdamW;
import io.peco4j.nn.optim.ClipEach;
import io.peco4j.nn.optim.Optimizer;
import io.peco4j.nn.optim.Sgd;
import io.peco4j.nn.teacher.MomentumSchedule;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.weights.Weights;
import io.peco4j.pretraining.dino.DinoFramework;
import io.peco4j.pretraining.dino.DinoOptions;
import io.peco4j.runtime.train.DecaySchedule;
import io.peco4j.runtime.train.LearningRate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Epochs of DINO's training, and which of its parameters are clipped, frozen and decayed. */
final class DinoTrainingRuns {
    private static final String STUDENT = "student.";

    private DinoTrainingRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind(DinoRuns.DINO, "utils.py: clip_gradients, cancel_gradients_last_layer, get_params_groups"),
                DinoTrainingRuns::groups,
                new Kind(
                        DinoRuns.DINO,
                        "main_dino.py: train_one_epoch with DINOLoss, MultiCropWrapper, torch.optim.AdamW"),
                DinoTrainingRuns::epochs,
                new Kind(DinoRuns.DINO, "main_dino.py: train_one_epoch with torch.optim.SGD"),
                DinoTrainingRuns::epochs);
    }

    /** A learner as a study makes it; what a case does not say has the defaults. */
    private static Learner learner(ParityCase reference, Set<String> encoder, String more) {
        Arguments arguments = reference.arguments();
        String options = String.format(
                Locale.ROOT,
                "out-dim = %d, hidden = %d, bottleneck = %d, norm-last-layer = %s, ",
                arguments.integer("out_dim"),
                arguments.integer("hidden_dim"),
                arguments.integer("bottleneck_dim"),
                arguments.flag("norm_last_layer", true));
        Config stated = ConfigFactory.parseString(options + more);
        return new DinoFramework(
                        OptionsBinder.bind(DinoOptions.class, stated, ConfigFactory.empty(), "dino")
                                .get(),
                        new VisionTransformer(reference.context(), DinoRuns.config(arguments, encoder)),
                        reference.context())
                .learner()
                .orElseThrow();
    }

    private static void groups(ParityCase reference) {
        Map<String, NDArray> gradients = reference.under("in.grad.");
        int freeze = reference.arguments().integer("freeze");
        Learner learner = learner(
                reference,
                reference.under("in.grad.backbone.").keySet(),
                "local-crops = 0, epochs = 100, freeze-last-layer = " + freeze);
        List<ParameterGroup> groups = learner.objectives().get(0).groups();
        Map<String, NDArray> trained = new LinkedHashMap<>();
        learner.state().forEach((name, tensor) -> {
            if (groups.stream().anyMatch(group -> group.parameters().containsKey(name))) {
                trained.put(name.substring(STUDENT.length()), tensor);
            }
        });
        OptimRuns.setGradients(trained, gradients);
        reference.check(
                "out.norms",
                new ClipEach(OptimRuns.all(trained))
                        .clip(reference.manager(), reference.arguments().number("clip")));
        trained.forEach((name, tensor) -> {
            ParameterGroup own = groups.stream()
                    .filter(group -> group.parameters().containsKey(STUDENT + name))
                    .findFirst()
                    .orElseThrow();
            reference.check("out.clipped." + name, tensor.getGradient());
            reference.check("out.group." + name, own.weightDecay() ? 0 : 1);
        });
        Map.of("out.has_grad.epoch_before", freeze - 1, "out.has_grad.epoch_after", freeze)
                .forEach((key, epoch) -> reference.check(
                        key,
                        reference
                                .manager()
                                .create(trained.keySet().stream()
                                        .mapToLong(name -> groups.stream()
                                                .filter(group -> group.moves(epoch))
                                                .filter(group ->
                                                        group.parameters().containsKey(STUDENT + name))
                                                .count())
                                        .toArray())));
    }

    private static void epochs(ParityCase reference) {
        Arguments arguments = reference.arguments();
        Learner learner =
                learner(reference, reference.under("w.student.backbone.").keySet(), options(arguments));
        Map<String, NDArray> start = new LinkedHashMap<>(reference.under("w."));
        start.put("dino_loss.center", reference.get("in.center"));
        Weights.copyInto(learner.state(), start);
        Recipe recipe = learner.recipe();
        int perEpoch = arguments.integer("niter");
        LearningRate rate = LearningRate.of(recipe, perEpoch);
        DecaySchedule decay = new DecaySchedule(recipe.decay(), rate.total());
        schedules(reference, rate, decay);
        Objective objective = learner.objectives().get(0);
        NDList losses = new NDList();
        NDList centers = new NDList();
        try (Optimizer optimizer = optimizer(objective.groups(), recipe, reference.manager())) {
            for (int epoch = 0; epoch < arguments.integer("run_epochs"); epoch++) {
                for (int i = 0; i < perEpoch; i++) {
                    int index = epoch * perEpoch + i;
                    Step step = new Step(index, rate.total(), epoch, new SplittableRandom(index));
                    losses.add(gradients(objective, batch(reference, index), step));
                    clip(objective.groups(), recipe, step, reference.manager());
                    optimizer.step(rate.at(index), decay.at(index), epoch);
                    learner.afterStep(step);
                    centers.add(named(learner.state(), "dino_loss.center").duplicate());
                }
                String key = "out.epoch" + epoch + ".";
                reference
                        .under(key)
                        .keySet()
                        .forEach(name -> reference.check(key + name, named(learner.state(), name)));
            }
        }
        reference.check("out.loss", NDArrays.stack(losses));
        reference.check("out.center", NDArrays.concat(centers));
    }

    private static String options(Arguments arguments) {
        return String.format(
                Locale.ROOT,
                "local-crops = %d, local-size = %d, first-teacher-temperature = %s, teacher-temperature = %s,"
                        + " temperature-warmup-epochs = %d, teacher-momentum = %s, freeze-last-layer = %d, epochs = %d,"
                        + " batch = %d, learning-rate = %s, min-learning-rate = %s, warmup-epochs = %d,"
                        + " weight-decay = %s, final-weight-decay = %s, clip-each = %s, optimizer = %s",
                arguments.integer("local_crops"),
                arguments.integer("local_size"),
                arguments.number("warmup_teacher_temp"),
                arguments.number("teacher_temp"),
                arguments.integer("warmup_teacher_temp_epochs"),
                arguments.number("momentum_teacher"),
                arguments.integer("freeze_last_layer"),
                arguments.integer("epochs"),
                arguments.integer("batch"),
                arguments.number("lr"),
                arguments.number("min_lr"),
                arguments.integer("warmup_epochs"),
                arguments.number("weight_decay"),
                arguments.number("weight_decay_end"),
                arguments.number("clip_grad"),
                arguments.text("optimizer"));
    }

    private static void schedules(ParityCase reference, LearningRate rate, DecaySchedule decay) {
        ScheduleRuns.check(reference, "out.lr", rate.total(), rate::at);
        ScheduleRuns.check(reference, "out.weight_decay", rate.total(), decay::at);
        MomentumSchedule momentum =
                MomentumSchedule.cosine(reference.arguments().number("momentum_teacher"));
        ScheduleRuns.check(
                reference,
                "out.momentum",
                rate.total(),
                step -> momentum.at(new Step(step, rate.total(), 0, new SplittableRandom(0))));
    }

    /** As the runtime makes it of a recipe. */
    private static Optimizer optimizer(List<ParameterGroup> groups, Recipe recipe, NDManager manager) {
        double beta1 = recipe.update().beta1();
        double decay = recipe.decay().weightDecay();
        return recipe.update().optimizer() == Recipe.Optimizer.ADAMW
                ? new AdamW(
                        manager,
                        groups,
                        new AdamW.Settings(beta1, recipe.update().beta2(), 1e-8, decay))
                : new Sgd(manager, groups, new Sgd.Settings(beta1, false, decay));
    }

    private static Batch batch(ParityCase reference, int index) {
        Arguments arguments = reference.arguments();
        int local = arguments.integer("local_crops");
        return new GivenBatch(
                arguments.integer("batch"),
                reference.manager(),
                Map.of("global", crops(reference, index, 0, 2), "local", crops(reference, index, 2, 2 + local)));
    }

    private static NDArray crops(ParityCase reference, int index, int from, int to) {
        return NDArrays.stack(
                new NDList(IntStream.range(from, to)
                        .mapToObj(crop -> reference.get("in." + index + ".crop" + crop))
                        .toList()),
                1);
    }

    private static NDArray gradients(Objective objective, Batch batch, Step step) {
        return GradientMode.on(() -> {
                    NDArray loss = objective.loss(batch, step).value();
                    JniUtils.backward(
                            (PtNDArray) loss, (PtNDArray) batch.manager().create(1f), false, false);
                    return loss;
                })
                .duplicate();
    }

    private static void clip(List<ParameterGroup> groups, Recipe recipe, Step step, NDManager manager) {
        recipe.clipping()
                .clipEach()
                .ifPresent(bound -> new ClipEach(groups.stream()
                                .filter(group -> group.moves(step.epoch()))
                                .toList())
                        .clip(manager, bound)
                        .close());
    }

    private static NDArray named(Map<String, NDArray> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }
}
