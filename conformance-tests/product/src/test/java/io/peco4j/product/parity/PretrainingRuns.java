package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.train.Clipping;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Warmup;
import io.peco4j.api.train.WeightDecay;
import io.peco4j.nn.image.HorizontalFlip;
import io.peco4j.nn.mae.MaeDecoder;
import io.peco4j.nn.mae.MaskedAutoencoder;
import io.peco4j.nn.mae.VisiblePatches;
import io.peco4j.nn.mask.PatchMask;
import io.peco4j.nn.mask.RandomMask;
import io.peco4j.nn.vit.MaskedImageModel;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.pretraining.beit.BeitLearner;
import io.peco4j.pretraining.mae.MaeLearner;
import io.peco4j.pretraining.masked.MaskedView;
import io.peco4j.pretraining.masked.TokenTargets;
import io.peco4j.runtime.train.DecaySchedule;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The pretraining loops of MAE and BEiT, which run over the same batches in every epoch. */
final class PretrainingRuns {
    /** Of AdamW, which the catalogue states in words only. */
    private static final double MAE_BETA2 = 0.95;

    private static final String QKV_BIAS = "attn.qkv.bias";

    private PretrainingRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind(
                        "facebookresearch/mae",
                        "engine_pretrain.py: train_one_epoch with models_mae.py, timm add_weight_decay, AdamW"),
                PretrainingRuns::mae,
                new Kind(
                        "microsoft/unilm",
                        "beit/engine_for_pretraining.py: train_one_epoch; modeling_pretrain.py; optim_factory.py:"
                                + " create_optimizer"),
                PretrainingRuns::beit);
    }

    /** The reference's pictures have normalised colours; our encoder and our loss normalise them. */
    private static void mae(ParityCase reference) {
        Arguments arguments = reference.arguments();
        VitConfig config = VitParts.normalising(
                VitParts.config(arguments, reference.under("w.").keySet(), Positions.SIN_COS, Start.MAE));
        MaskedAutoencoder model = new MaskedAutoencoder(
                new VisionTransformer(reference.context(), config),
                new MaeDecoder(reference.context(), MaeRuns.decoder(arguments, config)));
        reference.load(model.state(), "mae");
        int visible = (int) (config.patches() * (1 - arguments.number("mask_ratio")));
        Recipe recipe = Recipe.adamW(RateSchedule.continuousCosine(arguments.number("lr"))
                        .withMinimum(arguments.number("min_lr", 0)))
                .withEpochs(arguments.integer("epochs"))
                .withWarmup(Warmup.ofEpochs(arguments.number("warmup_epochs")))
                .withWeightDecay(arguments.number("weight_decay"))
                .withBetas(0.9, MAE_BETA2);
        MaeLearner learner = new MaeLearner(
                model,
                view(config.image(), new RandomMask(config.patches(), config.patches() - visible)),
                arguments.flag("norm_pix_loss", false),
                recipe);
        decayed(reference, learner.groups());
        try (ReferenceLoop loop = new ReferenceLoop(reference, learner, arguments.integer("accum_iter", 1))) {
            ReferenceLoop.Curves curves = loop.run(pass -> Map.of(
                    MaskedView.IMAGE,
                    Normalisation.IMAGENET
                            .inverse()
                            .kernel()
                            .apply(reference.get("in." + pass % loop.perEpoch() + ".image")),
                    MaskedView.MASK,
                    VisiblePatches.drawn(reference.get("in.noise." + pass), arguments.number("mask_ratio"))
                            .hidden()));
            reference.check("out.loss", curves.losses());
            reference.check("out.grad_norm", curves.norms());
        }
        reference
                .under("out.final.")
                .keySet()
                .forEach(name -> reference.check("out.final." + name, part(model.state(), name)));
    }

    private static MaskedView view(PictureSize image, PatchMask mask) {
        return MaskedView.random(new HorizontalFlip(0.5), 0.2, image, image, mask);
    }

    private static void decayed(ParityCase reference, List<ParameterGroup> groups) {
        for (ParameterGroup group : groups) {
            group.parameters()
                    .keySet()
                    .forEach(name -> reference.check("out.decayed." + name, group.weightDecay() ? 1 : 0));
        }
    }

    /** A parameter, or the part of a fused bias that ends in {@code .q} or {@code .v}. */
    private static NDArray part(Map<String, NDArray> state, String name) {
        int end = name.lastIndexOf('.');
        if (!name.startsWith(QKV_BIAS, end - QKV_BIAS.length())) {
            return Objects.requireNonNull(state.get(name), name);
        }
        NDArray bias = Objects.requireNonNull(state.get(name.substring(0, end)), name);
        long width = bias.size() / 3;
        long from = width * "qkv".indexOf(name.charAt(end + 1));
        return bias.get(from + ":" + (from + width));
    }

    private static void beit(ParityCase reference) {
        Arguments arguments = reference.arguments();
        VitConfig config = VitParts.config(arguments, reference.under("w.").keySet());
        MaskedImageModel model = BeitRuns.model(reference, config, arguments.integer("vocab_size"));
        reference.load(model.state(), "beit");
        StoredCodes codes = new StoredCodes(arguments.integer("vocab_size"), config.patch(), config.image());
        Recipe recipe = Recipe.adamW(
                        RateSchedule.cosine(arguments.number("lr")).withMinimum(arguments.number("min_lr")))
                .withEpochs(arguments.integer("epochs"))
                .withWarmup(Warmup.ofEpochs(arguments.number("warmup_epochs")))
                .withWeightDecay(
                        WeightDecay.between(arguments.number("weight_decay"), arguments.number("weight_decay_end")))
                .withBetas(0.9, arguments.number("beta2"))
                .withClipping(Clipping.global(arguments.number("clip_grad")));
        BeitLearner learner = new BeitLearner(
                model,
                new TokenTargets(codes, model.encoder(), false),
                view(config.image(), new RandomMask(config.patches(), arguments.integer("masked"))),
                recipe);
        try (ReferenceLoop loop = new ReferenceLoop(reference, learner, 1)) {
            ScheduleRuns.check(reference, "out.lr", loop.rate().total(), loop.rate()::at);
            DecaySchedule decay = loop.decay();
            ScheduleRuns.check(reference, "out.weight_decay", decay.total(), decay::at);
            ReferenceLoop.Curves curves = loop.run(pass -> {
                String batch = "in." + pass % loop.perEpoch() + ".";
                codes.give(reference.get(batch + "codes"));
                return Map.of(
                        MaskedView.IMAGE, reference.get(batch + "image"), MaskedView.MASK, mask(reference, batch));
            });
            reference.check("out.grad_norm", curves.norms());
            reference.check("out.mean_loss", curves.means(curves.losses()));
            reference.check("out.mean_mlm_acc", curves.means(curves.metric("accuracy")));
        }
        reference
                .under("out.model.")
                .keySet()
                .forEach(name -> reference.check(
                        "out.model." + name,
                        Objects.requireNonNull(model.state().get(name), name)));
        reference.check("out.logits", model.logits(reference.get("in.0.image"), mask(reference, "in.0."), false));
    }

    private static NDArray mask(ParityCase reference, String batch) {
        NDArray mask = reference.get(batch + "mask");
        return mask.reshape(mask.getShape().get(0), -1).toType(DataType.FLOAT32, true);
    }
}
