package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import com.google.gson.JsonElement;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.api.train.Warmup;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.bootmae.BootstrapLoss;
import io.peco4j.nn.bootmae.BootstrappedAutoencoder;
import io.peco4j.nn.bootmae.FeatureWeight;
import io.peco4j.nn.bootmae.PatchOrder;
import io.peco4j.nn.mae.VisiblePatches;
import io.peco4j.nn.mask.BlockwiseMask;
import io.peco4j.nn.mask.MaskOptions;
import io.peco4j.nn.mask.MaskPattern;
import io.peco4j.nn.optim.AdamW;
import io.peco4j.nn.optim.ClipNorm;
import io.peco4j.nn.teacher.MomentumSchedule;
import io.peco4j.nn.teacher.MomentumTeacher;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.weights.Weights;
import io.peco4j.pretraining.bootmae.BootMaeFramework;
import io.peco4j.pretraining.bootmae.BootMaeOptions;
import io.peco4j.runtime.train.DecaySchedule;
import io.peco4j.runtime.train.LearningRate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** How BootMAE is trained: masks of given draws, one iteration, and whole epochs. */
final class BootMaeTrainingRuns {
    private BootMaeTrainingRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind(BootMaeRuns.BOOTMAE, "masking_generator.py: MaskingGenerator"),
                BootMaeTrainingRuns::masks,
                new Kind(BootMaeRuns.BOOTMAE, "run_pretraining.py: train_one_epoch"),
                BootMaeTrainingRuns::iterations,
                new Kind(
                        BootMaeRuns.BOOTMAE,
                        "run_pretraining.py: train_one_epoch; optim_factory.py: create_adamw_optimizer; timm ModelEma"),
                BootMaeTrainingRuns::epochs);
    }

    private static void masks(ParityCase reference) {
        List<JsonElement> configs =
                reference.arguments().get("configs").getAsJsonArray().asList();
        for (int i = 0; i < configs.size(); i++) {
            Arguments config = new Arguments(configs.get(i).getAsJsonObject());
            int[] size = config.integers("input_size");
            int count = config.integer("num_masking_patches");
            // What a configuration does not state has the original's default.
            BlockwiseMask mask = new BlockwiseMask(
                    size[0],
                    size[1],
                    count,
                    config.integer("min_num_patches", 4),
                    config.integer("max_num_patches", count),
                    config.number("min_aspect", 0.3),
                    true);
            GivenDraws draws = new GivenDraws(reference, i);
            NDArray drawn = reference.manager().create(new Shape(config.integer("masks"), size[0], size[1]));
            List<Long> numbers = new ArrayList<>(List.of(0L));
            List<Long> places = new ArrayList<>(List.of(0L));
            for (int k = 0; k < config.integer("masks"); k++) {
                float[] one = mask.draw(draws, block -> {});
                drawn.set(new NDIndex(k), reference.manager().create(one, new Shape(size[0], size[1])));
                numbers.add((long) draws.numbers());
                places.add((long) draws.places());
            }
            reference.check("out." + i + ".masks", drawn);
            reference.check("out." + i + ".uniform_used", longs(reference, numbers));
            reference.check("out." + i + ".randint_used", longs(reference, places));
        }
    }

    private static void iterations(ParityCase reference) {
        int epoch = reference.arguments().integer("epoch");
        for (String run : BootMaeRuns.named(reference, ".0.image")) {
            Map<String, NDArray> weights = reference.under("w." + run + ".");
            // The catalogue names the runs after the switch.
            BootMaeOptions options = options(reference, run.equals("weighted"));
            BootstrappedAutoencoder model =
                    BootMaeRuns.model(reference, VitParts.normalising(BootMaeRuns.config(reference, weights.keySet())));
            Learner learner = learner(reference, options, model.encoder(), weights);
            Batch batch = batch(reference, "in." + run + ".0.");
            NDArray order = batch.get("order");
            reference.check("out." + run + ".idx_shuffle", order);
            VisiblePatches masking = VisiblePatches.ordered(order, visible(reference, model.encoder()));
            NDArray hidden = masking.hidden();
            BootstrapLoss losses =
                    new BootstrapLoss(model.encoder().grid(), model.encoder().patchSize(), options.weightMask());
            String key = "out." + run + ".";
            reference.check(
                    key + "patch_mask",
                    hidden.reshape(reference.get(key + "patch_mask").getShape()));
            NDArray shares = losses.weights(hidden);
            reference.check(
                    key + "patch_weight",
                    shares.reshape(reference.get(key + "patch_weight").getShape()));
            Weights.copyInto(model.state(), student(weights));
            BootstrappedAutoencoder.Predictions predicted = model.predict(batch.get("image"), masking, true);
            reference.check(key + "pixels", predicted.pixels());
            reference.check(key + "features", predicted.features());

            Recipe recipe = learner.recipe();
            Step step = new Step(epoch, recipe.length().total(1), epoch, new SplittableRandom(1));
            Loss loss = backward(learner, batch, step);
            reference.check(key + "loss", loss.value());
            reference.check(key + "Rloss", metric(loss, "pixels"));
            reference.check(key + "Ploss", metric(loss, "features"));
            reference.check(key + "grad_norm", norm(reference, learner));
            reference.check(
                    key + "feature_weight", new FeatureWeight(options.featureWeight(), recipe.length()).at(step));
            reference.check(key + "lr", LearningRate.of(recipe, 1).at(epoch));
            reference.check(key + "weight_decay", new DecaySchedule(recipe.decay(), step.total()).at(epoch));
        }
    }

    private static void epochs(ParityCase reference) {
        Arguments arguments = reference.arguments();
        Map<String, NDArray> weights = reference.under("w.");
        BootMaeOptions options = options(reference, arguments.flag("weight_mask", false));
        VisionTransformer encoder = new VisionTransformer(
                reference.context(), VitParts.normalising(BootMaeRuns.config(reference, weights.keySet())));
        Learner learner = learner(reference, options, encoder, weights);
        Recipe recipe = learner.recipe();
        int perEpoch = arguments.integer("niter");
        LearningRate rate = LearningRate.of(recipe, perEpoch);
        ScheduleRuns.check(reference, "out.lr_schedule", rate.total(), rate::at);
        DecaySchedule decay = new DecaySchedule(recipe.decay(), rate.total());
        Decoders decoders = Decoders.of(reference, learner, encoder, options.teaching());
        Means means = new Means(reference, perEpoch);
        AdamW.Settings settings = new AdamW.Settings(
                recipe.update().beta1(),
                recipe.update().beta2(),
                1e-8,
                recipe.decay().weightDecay());
        try (AdamW optimizer =
                new AdamW(reference.manager(), learner.objectives().get(0).groups(), settings)) {
            for (int i = 0; i < arguments.integer("run_epochs") * perEpoch; i++) {
                Step step = new Step(i, rate.total(), i / perEpoch, new SplittableRandom(1));
                Loss loss = backward(learner, batch(reference, "in." + i + "."), step);
                means.add("mean_loss", loss.value().getFloat());
                means.add("mean_Rloss", metric(loss, "pixels").getFloat());
                means.add("mean_Ploss", metric(loss, "features").getFloat());
                means.add("mean_grad_norm", norm(reference, learner).getFloat());
                means.add("last_lr", rate.at(i));
                means.add("last_weight_decay", decay.at(i));
                means.add("ema_decay", options.teaching().at(step));
                optimizer.step(rate.at(i), decay.at(i), step.epoch());
                learner.afterStep(step);
                decoders.teacher().follow(step);
            }
        }
        means.check();
        Map<String, NDArray> found = new LinkedHashMap<>(Parameters.prefixed("teacher", decoders.tensors()));
        learner.state()
                .forEach((name, array) -> found.put(name.startsWith("teacher.") ? name : "student." + name, array));
        reference.under("out.").keySet().stream()
                .filter(name -> name.startsWith("student.") || name.startsWith("teacher."))
                .forEach(name -> reference.check("out." + name, named(found, name)));
    }

    /**
     * The original's teacher has decoders too, which nothing ever runs; ours has none. They follow here as our
     * teacher's encoder does.
     */
    private record Decoders(Map<String, NDArray> tensors, MomentumTeacher teacher) {
        static Decoders of(
                ParityCase reference, Learner learner, VisionTransformer encoder, MomentumSchedule schedule) {
            Map<String, NDArray> students = new LinkedHashMap<>(learner.state());
            students.keySet()
                    .removeIf(name ->
                            name.startsWith("teacher.") || encoder.state().containsKey(name));
            Map<String, NDArray> tensors = reference.under("w.ema.");
            tensors.keySet().retainAll(students.keySet());
            return new Decoders(tensors, MomentumTeacher.of(reference.manager(), tensors, students, schedule));
        }
    }

    /** Means over the iterations of each epoch. */
    private record Means(ParityCase reference, int perEpoch, Map<String, List<Double>> values) {
        Means(ParityCase reference, int perEpoch) {
            this(reference, perEpoch, new LinkedHashMap<>());
        }

        void add(String name, double value) {
            values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        }

        void check() {
            values.forEach((name, all) -> {
                float[] means = new float[all.size() / perEpoch];
                for (int i = 0; i < all.size(); i++) {
                    means[i / perEpoch] += (float) (all.get(i) / perEpoch);
                }
                reference.check("out." + name, reference.manager().create(means));
            });
        }
    }

    private static BootMaeOptions options(ParityCase reference, boolean weightMask) {
        Arguments arguments = reference.arguments();
        double side = (double) arguments.integer("img_size") / arguments.integer("patch_size");
        int[] layers = arguments.integers("fea_list");
        RateSchedule rate = RateSchedule.cosine(arguments.number("lr")).withMinimum(arguments.number("min_lr"));
        Recipe recipe = Recipe.adamW(rate)
                .withEpochs(arguments.integer("epochs"))
                .withBatch(arguments.integer("batch"))
                .withWarmup(Warmup.ofEpochs(arguments.number("warmup_epochs")))
                .withWeightDecay(arguments.number("weight_decay"))
                // Those of every run of the original.
                .withBetas(0.9, 0.95);
        return new BootMaeOptions(
                // Masks are given; what counts is how many patches they hide.
                new MaskOptions(
                        MaskPattern.RANDOM,
                        arguments.integer("mask_num") / (side * side),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                0,
                arguments.integer("decode_dim"),
                arguments.integer("decoder_depth"),
                arguments.number("mlp_ratio", 4),
                false,
                layers[0] + 1,
                layers[layers.length - 1] + 1,
                arguments.number("feature_weight"),
                weightMask,
                arguments.number("model_ema_decay"),
                false,
                1,
                recipe);
    }

    /** The framework's learner, with the student's weights, and the teacher's if they are apart. */
    private static Learner learner(
            ParityCase reference, BootMaeOptions options, VisionEncoder encoder, Map<String, NDArray> weights) {
        Learner learner = new BootMaeFramework(options, encoder, reference.context())
                .learner()
                .orElseThrow();
        Map<String, NDArray> source = student(weights);
        encoder.state().keySet().forEach(name -> source.put("teacher." + name, named(weights, "ema." + name)));
        Weights.copyInto(learner.state(), source);
        return learner;
    }

    private static Map<String, NDArray> student(Map<String, NDArray> weights) {
        Map<String, NDArray> student = new LinkedHashMap<>(weights);
        student.keySet().removeIf(name -> name.startsWith("ema."));
        return student;
    }

    private static int visible(ParityCase reference, VisionEncoder encoder) {
        return encoder.grid().patches() - reference.arguments().integer("mask_num");
    }

    /** What loader threads make of the draws of an iteration: pictures in [0, 1]. */
    private static Batch batch(ParityCase reference, String key) {
        NDArray image = Normalisation.IMAGENET.inverse().kernel().apply(reference.get(key + "image"));
        int size = (int) image.getShape().get(0);
        double[] masks = reference.doubles(key + "mask");
        double[] noise = reference.doubles(key + "noise");
        int roll = (int) reference.doubles(key + "roll")[0];
        int patches = masks.length / size;
        long[] orders = new long[masks.length];
        for (int row = 0; row < size; row++) {
            float[] hidden = new float[patches];
            float[] drawn = new float[patches];
            for (int patch = 0; patch < patches; patch++) {
                hidden[patch] = (float) masks[row * patches + patch];
                drawn[patch] = (float) noise[row * patches + patch];
            }
            System.arraycopy(PatchOrder.of(hidden, drawn, roll), 0, orders, row * patches, patches);
        }
        NDArray order = reference.manager().create(orders, new Shape(size, patches));
        return new Rows(size, reference.manager(), Map.of("image", image, "order", order));
    }

    private static Loss backward(Learner learner, Batch batch, Step step) {
        return GradientMode.on(() -> {
            Loss loss = learner.objectives().get(0).loss(batch, step);
            JniUtils.backward((PtNDArray) loss.value(), (PtNDArray) loss.value().onesLike(), false, false);
            return loss;
        });
    }

    private static NDArray norm(ParityCase reference, Learner learner) {
        return new ClipNorm(learner.objectives().get(0).groups()).clip(reference.manager(), Double.POSITIVE_INFINITY);
    }

    private static NDArray metric(Loss loss, String name) {
        return named(loss.metrics(), name);
    }

    private static NDArray named(Map<String, NDArray> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }

    private record Rows(int size, NDManager manager, Map<String, NDArray> fields) implements Batch {
        @Override
        public NDArray get(String name) {
            return named(fields, name);
        }

        @Override
        public long[] indices() {
            return LongStream.range(0, size()).toArray();
        }
    }

    private static NDArray longs(ParityCase reference, List<Long> values) {
        return reference
                .manager()
                .create(values.stream().mapToLong(Long::longValue).toArray());
    }
}
