package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.api.train.Warmup;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.bootmae.BootstrappedAutoencoder;
import io.peco4j.nn.bootmae.DecoderBlock;
import io.peco4j.nn.bootmae.InjectedDecoder;
import io.peco4j.nn.mae.VisiblePatches;
import io.peco4j.nn.teacher.LinearMomentum;
import io.peco4j.nn.teacher.MomentumSchedule;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.QkvBias;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitClassifier;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.weights.Weights;
import io.peco4j.runtime.train.LearningRate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** BootMAE's networks and schedules; its training is that of {@link BootMaeTrainingRuns}. */
final class BootMaeRuns {
    static final String BOOTMAE = "LightDXY/BootMAE";

    private BootMaeRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind(BOOTMAE, "models/modeling_pretrain_bootmae.py: Decode_Block, Cross_Attention"),
                BootMaeRuns::block,
                new Kind(BOOTMAE, "models/modeling_pretrain_bootmae.py: VisionTransformerForMaskedImageModeling"),
                BootMaeRuns::pretraining,
                new Kind(BOOTMAE, "models/modeling_finetune_bootmae.py: VisionTransformer"),
                BootMaeRuns::classifiers,
                new Kind(BOOTMAE, "utils.py: adjust_ema_momentum, cosine_scheduler, step_scheduler"),
                BootMaeRuns::schedules);
    }

    /** Each run of the file is one block. */
    private static void block(ParityCase reference) {
        for (String run : named(reference, ".x")) {
            NDArray x = reference.differentiable("in." + run + ".x");
            NDArray features = reference.differentiable("in." + run + ".fea");
            Map<String, NDArray> weights = reference.under("w." + run + ".");
            int width = (int) x.getShape().get(2);
            int heads = reference.arguments().integer("num_heads");
            BlockShape shape = new BlockShape(
                    width,
                    heads,
                    width / heads,
                    (int) reference.get("w." + run + ".mlp.fc1.bias").size(),
                    QkvBias.QUERY_VALUE,
                    // Loaded weights replace it.
                    weights.containsKey("gamma_1") ? 0.1 : 0);
            DecoderBlock block = new DecoderBlock(
                    reference.context(), shape, (int) features.getShape().get(2), Start.BEIT.block(0));
            Weights.copyInto(Parameters.state(block), weights);
            reference.check("out." + run + ".cross", block.cross(x, features));
            Map<String, NDArray> live = new LinkedHashMap<>(Parameters.state(block));
            live.put("in.x", x);
            live.put("in.fea", features);
            reference.differentiate(run + ".", live, () -> Map.of("y", block.forward(x, features)));
        }
    }

    /** The runs of a file, by an input that each has. */
    static List<String> named(ParityCase reference, String input) {
        return reference.under("in.").keySet().stream()
                .filter(name -> name.endsWith(input) && !name.startsWith("cotangent."))
                .map(name -> name.substring(0, name.length() - input.length()))
                .toList();
    }

    /** For pictures as the original's encoder gets them: with normalised colours. */
    static VitConfig config(ParityCase reference, Set<String> names) {
        return VitParts.config(reference.arguments(), names, Positions.SIN_COS_MOCO, Start.BEIT);
    }

    static BootstrappedAutoencoder model(ParityCase reference, VitConfig config) {
        Arguments arguments = reference.arguments();
        VisionTransformer encoder = new VisionTransformer(reference.context(), config);
        int[] layers = arguments.integers("fea_list");
        return new BootstrappedAutoencoder(
                encoder,
                InjectedDecoder.ofPixels(
                        reference.context(),
                        sizes(arguments, encoder, arguments.integer("decode_dim")),
                        encoder.patchSize()),
                InjectedDecoder.ofFeatures(reference.context(), sizes(arguments, encoder, encoder.width())),
                layers[0] + 1,
                layers[layers.length - 1] + 1);
    }

    private static void pretraining(ParityCase reference) {
        BootstrappedAutoencoder model =
                model(reference, config(reference, reference.under("w.").keySet()));
        VisionEncoder encoder = model.encoder();
        reference.load(model.state(), "bootmae");
        NDArray image = reference.differentiable("in.image");
        int visible = encoder.grid().patches() - reference.arguments().integer("mask_len");
        VisiblePatches masking = VisiblePatches.ordered(reference.get("in.idx_shuffle"), visible);
        List<Integer> blocks = IntStream.rangeClosed(1, encoder.depth()).boxed().toList();
        List<NDArray> features = encoder.features(image, blocks, masking.masking(), false);
        for (int i = 0; i < features.size(); i++) {
            reference.check("out.block" + i, features.get(i));
        }
        reference.check("out.target_features", BootstrappedAutoencoder.target(encoder, image));
        reference.differentiate(model.state(), () -> {
            BootstrappedAutoencoder.Predictions found = model.predict(image, masking, reference.training());
            Map<String, NDArray> results = new LinkedHashMap<>();
            results.put("pixels", found.pixels());
            results.put("features", found.features());
            return results;
        });
    }

    private static InjectedDecoder.Sizes sizes(Arguments arguments, VisionTransformer encoder, int width) {
        BlockShape block =
                BlockShape.plain(width, encoder.heads()).withMlpWidth((int) (width * arguments.number("mlp_ratio", 4)));
        return new InjectedDecoder.Sizes(encoder.width(), block, arguments.integer("decoder_depth"), encoder.grid());
    }

    /** Fine-tuned models, with BEiT's names; the side of the picture is not among the arguments. */
    private static void classifiers(ParityCase reference) {
        for (String run : named(reference, ".image")) {
            Set<String> names = reference.under("w." + run + ".").keySet();
            NDArray image = reference.differentiable("in." + run + ".image");
            VitConfig config = VitParts.config(reference.arguments(), names, Positions.SIN_COS_MOCO, Start.BEIT)
                    .withImage(PictureSize.of(image));
            VitClassifier model = VitParts.classifier(
                    reference, config, names, reference.arguments().integer("num_classes"));
            reference.load(model.state(), "beit", reference.weights(run + "."));
            Map<String, NDArray> live = new LinkedHashMap<>(model.state());
            live.put("in.image", image);
            reference.differentiate(run + ".", live, () -> {
                NDArray features = model.features(image, reference.training());
                Map<String, NDArray> results = new LinkedHashMap<>();
                results.put("features", features);
                results.put("logits", model.logitsOf(features, reference.training()));
                return results;
            });
        }
    }

    private static void schedules(ParityCase reference) {
        List<Arguments> momentum = ScheduleRuns.of(reference, "ema");
        for (int i = 0; i < momentum.size(); i++) {
            MomentumSchedule schedule = momentum(momentum.get(i));
            double[] values = Arrays.stream(reference.doubles("in.ema_epochs" + i))
                    .map(epoch -> schedule.at(new Step(0, 1, (int) epoch, new SplittableRandom(0))))
                    .toArray();
            reference.check("out.ema" + i, reference.manager().create(values));
        }
        List<Arguments> cosines = ScheduleRuns.of(reference, "cosine");
        for (int i = 0; i < cosines.size(); i++) {
            LearningRate rate = ScheduleRuns.cosine(cosines.get(i));
            ScheduleRuns.check(reference, "out.cosine" + i, rate.total(), rate::at);
        }
        List<Arguments> steps = ScheduleRuns.of(reference, "step");
        for (int i = 0; i < steps.size(); i++) {
            Arguments run = steps.get(i);
            LearningRate rising =
                    rate(run, RateSchedule.constant(run.number("base_value")), run.number("warmup_epochs"));
            // A tenth in the last hundred epochs.
            RateSchedule falling = RateSchedule.milestones(1, 0.1, List.of(run.number("epochs") - 100));
            LearningRate share = rate(run, falling, 0);
            ScheduleRuns.check(reference, "out.step" + i, rising.total(), step -> rising.at(step) * share.at(step));
        }
    }

    private static LearningRate rate(Arguments run, RateSchedule schedule, double warmup) {
        Recipe recipe = Recipe.adamW(schedule).withEpochs(run.integer("epochs")).withWarmup(Warmup.ofEpochs(warmup));
        return LearningRate.of(recipe, run.integer("niter_per_ep"));
    }

    private static MomentumSchedule momentum(Arguments run) {
        LinearMomentum rising = MomentumSchedule.linear(run.number("decay")).to(0.9999, 100);
        return run.flag("dynamic", false) ? rising.to(0.99999, 300) : rising;
    }
}
