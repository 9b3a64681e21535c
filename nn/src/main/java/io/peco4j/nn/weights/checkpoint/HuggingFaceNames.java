package io.peco4j.nn.weights.checkpoint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How Hugging Face's transformers call the parts of vision transformers. Classes with a head have the encoder under a
 * prefix, and those without have none, so that names are recognised with and without it.
 */
final class HuggingFaceNames {
    /** What may stand before the names of an encoder. */
    static final String ENCODER = "(?:(?:vit|deit|beit|dinov2|data2vec_vision)\\.)?";

    private static final String LAYER = "encoder.layer.";
    private static final String TENSORS = "(weight|bias)";
    private static final String NEVER = "(?!)";

    private final String prefix;
    private final List<Renaming> rules = new ArrayList<>();

    private HuggingFaceNames(String prefix) {
        this.prefix = prefix;
    }

    /** ViT, and DINO's and MoCo's of that kind. */
    static Naming vit() {
        HuggingFaceNames names = new HuggingFaceNames("vit.");
        names.encoder();
        names.part("embeddings.mask_token", "mask_token");
        names.head("classifier", "head");
        return names.naming();
    }

    /** DeiT with its token of distillation. */
    static Naming deit() {
        HuggingFaceNames names = new HuggingFaceNames("deit.");
        names.encoder();
        names.part("embeddings.mask_token", "mask_token");
        names.part("embeddings.distillation_token", "dist_token");
        names.head("cls_classifier", "head");
        names.head("distillation_classifier", "head_dist");
        names.rules.add(Renaming.of("classifier\\." + TENSORS, "head.$1", NEVER, ""));
        return names.naming();
    }

    /** BEiT, whose last norm stands outside of the encoder where a head for masked patches follows. */
    static Naming beit() {
        return new Naming(HuggingFaceNames::beit, true);
    }

    private static List<Renaming> beit(Collection<String> network) {
        HuggingFaceNames names = new HuggingFaceNames("beit.");
        if (network.stream().anyMatch(name -> name.startsWith("lm_head."))) {
            names.rules.add(Renaming.of("layernorm\\." + TENSORS, "norm.$1", "norm\\." + TENSORS, "layernorm.$1"));
        }
        names.encoder();
        names.part("embeddings.mask_token", "mask_token");
        names.part("pooler.layernorm.weight", "fc_norm.weight");
        names.part("pooler.layernorm.bias", "fc_norm.bias");
        for (String table : List.of("relative_position_bias_table", "relative_position_index")) {
            names.part("encoder.relative_position_bias." + table, "rel_pos_bias." + table);
            names.block("attention.attention.relative_position_bias." + table, "attn." + table);
        }
        names.head("classifier", "head");
        return List.copyOf(names.rules);
    }

    /** MAE with its decoder. */
    static Naming mae() {
        HuggingFaceNames names = new HuggingFaceNames("vit.");
        names.encoder();
        names.rules.add(exact("decoder.mask_token", "mask_token"));
        names.rules.add(exact("decoder.decoder_pos_embed", "decoder_pos_embed"));
        for (String part : List.of("decoder_embed", "decoder_norm", "decoder_pred")) {
            names.head("decoder." + part, part);
        }
        names.layers("", "decoder.decoder_layers.", "decoder_blocks");
        return names.naming();
    }

    private Naming naming() {
        List<Renaming> all = List.copyOf(rules);
        return new Naming(names -> all, true);
    }

    private void encoder() {
        part("embeddings.cls_token", "cls_token");
        part("embeddings.position_embeddings", "pos_embed");
        for (String tensor : List.of("weight", "bias")) {
            part("embeddings.patch_embeddings.projection." + tensor, "patch_embed.proj." + tensor);
            part("layernorm." + tensor, "norm." + tensor);
        }
        layers(ENCODER, LAYER, "blocks");
        for (String scale : List.of("1", "2")) {
            block("lambda_" + scale, "gamma_" + scale);
            // DINOv2's.
            rules.add(Renaming.of(
                    ENCODER + "encoder\\.layer\\.(\\d+)\\.layer_scale" + scale + "\\.lambda1",
                    "blocks.$1.gamma_" + scale,
                    NEVER,
                    ""));
        }
        rules.add(Renaming.of(
                ENCODER + "encoder\\.layer\\.(\\d+)\\.(norm[12]|mlp\\.fc[12])\\." + TENSORS,
                "blocks.$1.$2.$3",
                NEVER,
                ""));
    }

    private void layers(String before, String theirs, String ours) {
        layer(before, theirs, ours, "layernorm_before", "norm1");
        layer(before, theirs, ours, "layernorm_after", "norm2");
        layer(before, theirs, ours, "attention.attention.query", "attn.q");
        layer(before, theirs, ours, "attention.attention.key", "attn.k");
        layer(before, theirs, ours, "attention.attention.value", "attn.v");
        layer(before, theirs, ours, "attention.output.dense", "attn.proj");
        layer(before, theirs, ours, "intermediate.dense", "mlp.fc1");
        layer(before, theirs, ours, "output.dense", "mlp.fc2");
    }

    private void layer(String before, String layers, String blocks, String theirs, String ours) {
        String written = before.isEmpty() ? "" : prefix;
        rules.add(Renaming.of(
                before + quoted(layers) + "(\\d+)\\." + quoted(theirs) + "\\." + TENSORS,
                blocks + ".$1." + ours + ".$2",
                blocks + "\\.(\\d+)\\." + quoted(ours) + "\\." + TENSORS,
                written + layers + "$1." + theirs + ".$2"));
    }

    private void block(String theirs, String ours) {
        rules.add(Renaming.of(
                ENCODER + "encoder\\.layer\\.(\\d+)\\." + quoted(theirs),
                "blocks.$1." + ours,
                "blocks\\.(\\d+)\\." + quoted(ours),
                prefix + LAYER + "$1." + theirs));
    }

    /** One tensor of the encoder. */
    private void part(String theirs, String ours) {
        rules.add(Renaming.of(ENCODER + quoted(theirs), ours, quoted(ours), prefix + theirs));
    }

    /** A layer beside the encoder. */
    private void head(String theirs, String ours) {
        rules.add(Renaming.of(
                quoted(theirs) + "\\." + TENSORS, ours + ".$1", quoted(ours) + "\\." + TENSORS, theirs + ".$1"));
    }

    private static Renaming exact(String theirs, String ours) {
        return Renaming.of(quoted(theirs), ours, quoted(ours), theirs);
    }

    private static String quoted(String name) {
        return name.replace(".", "\\.");
    }
}
