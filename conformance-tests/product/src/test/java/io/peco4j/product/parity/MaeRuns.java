package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.PictureSize;
import io.peco4j.nn.mae.MaeDecoder;
import io.peco4j.nn.mae.MaskedAutoencoder;
import io.peco4j.nn.mae.PixelLoss;
import io.peco4j.nn.mae.VisiblePatches;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.StackShape;
import io.peco4j.nn.vit.PatchPixels;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitClassifier;
import io.peco4j.nn.vit.VitConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** MAE's networks: pretraining with given noise, fine-tuning, and pretraining at full size. */
final class MaeRuns {
    private static final String MAE = "facebookresearch/mae";

    private MaeRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind(MAE, "models_mae.py: MaskedAutoencoderViT"),
                MaeRuns::pretraining,
                new Kind(MAE, "models_mae.py: MaskedAutoencoderViT.patchify/unpatchify"),
                MaeRuns::patches,
                new Kind(MAE, "models_mae.py: mae_vit_base_patch16"),
                MaeRuns::published,
                new Kind(MAE, "models_vit.py: VisionTransformer"),
                MaeRuns::classifier);
    }

    private static MaskedAutoencoder model(ParityCase reference, VitConfig config, MaeDecoder.Sizes decoder) {
        return new MaskedAutoencoder(
                new VisionTransformer(reference.context(), config), new MaeDecoder(reference.context(), decoder));
    }

    /** The decoder of a case that states its sizes. */
    static MaeDecoder.Sizes decoder(Arguments arguments, VitConfig config) {
        int width = arguments.integer("decoder_embed_dim");
        int heads = arguments.integer("decoder_num_heads");
        BlockShape block =
                BlockShape.plain(width, heads).withMlpWidth((int) (width * arguments.number("mlp_ratio", 4)));
        return new MaeDecoder.Sizes(
                config.block().width(),
                new StackShape(block, arguments.integer("decoder_depth"), 0),
                config.gridRows(),
                config.gridColumns(),
                3 * config.patch() * config.patch());
    }

    private static void pretraining(ParityCase reference) {
        Arguments arguments = reference.arguments();
        Set<String> names = reference.under("w.").keySet();
        VitConfig config = VitParts.config(arguments, names, Positions.SIN_COS, Start.MAE);
        MaskedAutoencoder model = model(reference, config, decoder(arguments, config));
        reference.load(model.state(), "mae");
        NDArray image = reference.get("in.image");
        VisiblePatches masking = masking(reference);
        reference.check("out.ids_shuffle", masking.shuffle());
        reference.check("out.ids_restore", masking.restore());
        reference.check("out.mask", masking.hidden());
        reference.check("out.latent", model.latent(image, masking, false));
        PatchPixels patches = new PatchPixels(config.image(), config.patch());
        reference.check("out.patchified", patches.of(image));
        PixelLoss loss = new PixelLoss(patches, arguments.flag("norm_pix_loss", false));
        reference.differentiate(model.state(), () -> {
            Map<String, NDArray> results = new LinkedHashMap<>();
            NDArray predicted = model.predict(image, masking, reference.training());
            results.put("pred", predicted);
            results.put("loss", loss.of(predicted, image, masking.hidden()));
            return results;
        });
    }

    private static VisiblePatches masking(ParityCase reference) {
        return VisiblePatches.drawn(
                reference.get("in.noise"), reference.arguments().number("mask_ratio"));
    }

    private static void patches(ParityCase reference) {
        PictureSize size = PictureSize.square(reference.arguments().integer("img_size"));
        PatchPixels patches = new PatchPixels(size, reference.arguments().integer("patch_size"));
        reference.check("out.patches", patches.of(reference.get("in.image")));
        reference.check("out.unpatchified", patches.join(reference.get("in.patches")));
    }

    private static void published(ParityCase reference) {
        Map<String, NDArray> shapes = reference.under("out.shape.");
        VitConfig config = VitParts.published(reference.symbol(), shapes.keySet(), Positions.SIN_COS);
        int pixels = 3 * config.patch() * config.patch();
        MaskedAutoencoder model = model(
                reference,
                config,
                MaeDecoder.Sizes.published(config.block().width(), config.gridRows(), config.gridColumns(), pixels));
        FormulaWeights formula = BeitRuns.fill(reference, model.state(), model.trainable());
        NDArray image = BeitRuns.image(reference, config, formula);
        VisiblePatches masking = masking(reference);
        reference.check("out.ids_restore", masking.restore());
        FullSize.check(reference, "latent", model.latent(image, masking, false));
        NDArray predicted = model.predict(image, masking, false);
        FullSize.check(reference, "pred", predicted);
        PixelLoss loss = new PixelLoss(new PatchPixels(config.image(), config.patch()), false);
        FullSize.check(reference, "loss", loss.of(predicted, image, masking.hidden()));
    }

    private static void classifier(ParityCase reference) {
        Set<String> names = reference.under("w.").keySet();
        VitConfig config = VitParts.config(reference.arguments(), names);
        VitClassifier model = VitParts.classifier(
                reference, config, names, reference.arguments().integer("num_classes"));
        // Without the norm after pooling the names are those of any fine-tuned transformer.
        reference.load(model.state(), names.contains("fc_norm.weight") ? "mae" : "timm");
        VitParts.check(reference, model, model.state(), reference.differentiable("in.image"), "block");
    }
}
