package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import com.google.gson.JsonElement;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.PictureSize;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.QkvBias;
import io.peco4j.nn.transformer.StackShape;
import io.peco4j.nn.vit.ClassifierHead;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.vit.Pooling;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.RelativeBias;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitClassifier;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.vit.VitSize;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What the cases of vision transformers have in common: sizes from arguments, switches from the names of weights. */
final class VitParts {
    private static final Pattern PUBLISHED = Pattern.compile("_(tiny|small|base|large|huge)_patch(\\d+)(?:_(\\d+))?");

    private VitParts() {}

    /** The same for pictures in [0, 1], which it normalises with ImageNet's mean and deviation. */
    static VitConfig normalising(VitConfig config) {
        return new VitConfig(
                config.image(),
                config.patch(),
                config.stack(),
                config.distilled(),
                config.positions(),
                config.relativeBias(),
                config.start(),
                config.frozenPatches(),
                Normalisation.IMAGENET);
    }

    /** The configuration of a case. Where it has no sizes, since they do not matter, those of a tiny network. */
    static VitConfig config(Arguments arguments, Set<String> names, Positions positions, Start start) {
        // Loaded weights replace layer scales; without an argument any value will do.
        return config(arguments, names, positions, start, arguments.number("init_values", 0.1));
    }

    /** The same with a start of the layer scales, if there are any. */
    static VitConfig config(
            Arguments arguments, Set<String> names, Positions positions, Start start, double layerScale) {
        int width = arguments.integer("embed_dim", 16);
        int heads = arguments.integer("num_heads", 2);
        BlockShape block = new BlockShape(
                width,
                heads,
                arguments.integer("attn_head_dim", width / heads),
                (int) (width * arguments.number("mlp_ratio", 4)),
                qkvBias(names),
                names.contains("blocks.0.gamma_1") ? layerScale : 0);
        return new VitConfig(
                picture(arguments),
                arguments.integer("patch_size", 8),
                new StackShape(block, arguments.integer("depth"), arguments.number("drop_path_rate", 0)),
                false,
                positions,
                relativeBias(names),
                start,
                false,
                Normalisation.NONE);
    }

    /** The same with learned positions, if any, and BEiT's start. */
    static VitConfig config(Arguments arguments, Set<String> names) {
        return config(arguments, names, learned(names), Start.BEIT);
    }

    /** A published architecture: {@code base_patch16_224} in its name is all that says its sizes. */
    static VitConfig published(String symbol, Set<String> names, Positions positions) {
        Matcher sizes = PUBLISHED.matcher(symbol);
        if (!sizes.find()) {
            throw new IllegalArgumentException("no sizes in " + symbol);
        }
        VitSize size = VitSize.valueOf(sizes.group(1).toUpperCase(Locale.ROOT));
        BlockShape plain = size.block();
        BlockShape block = new BlockShape(
                plain.width(),
                plain.heads(),
                plain.headWidth(),
                plain.mlpWidth(),
                qkvBias(names),
                // Loaded weights replace it.
                names.contains("blocks.0.gamma_1") ? 0.1 : 0);
        int side = sizes.group(3) == null ? 224 : Integer.parseInt(sizes.group(3));
        return new VitConfig(
                side,
                Integer.parseInt(sizes.group(2)),
                size.depth(),
                block,
                positions,
                relativeBias(names),
                0,
                Start.BEIT,
                false,
                Normalisation.NONE);
    }

    private static QkvBias qkvBias(Set<String> names) {
        if (names.contains("blocks.0.attn.q_bias")) {
            return QkvBias.QUERY_VALUE;
        }
        return names.contains("blocks.0.attn.qkv.bias") ? QkvBias.FUSED : QkvBias.NONE;
    }

    private static PictureSize picture(Arguments arguments) {
        if (!arguments.has("img_size")) {
            return PictureSize.square(16);
        }
        JsonElement size = arguments.get("img_size");
        return size.isJsonArray()
                ? new PictureSize(
                        size.getAsJsonArray().get(0).getAsInt(),
                        size.getAsJsonArray().get(1).getAsInt())
                : PictureSize.square(size.getAsInt());
    }

    static Positions learned(Set<String> names) {
        return names.contains("pos_embed") ? Positions.LEARNED : Positions.NONE;
    }

    private static RelativeBias relativeBias(Set<String> names) {
        if (names.contains("rel_pos_bias.relative_position_bias_table")) {
            return RelativeBias.SHARED;
        }
        return names.contains("blocks.0.attn.relative_position_bias_table")
                ? RelativeBias.PER_BLOCK
                : RelativeBias.NONE;
    }

    /** A classifier that pools as the names of its weights tell. */
    static VitClassifier classifier(ParityCase reference, VitConfig config, Set<String> names, int classes) {
        Pooling pooling = names.contains("fc_norm.weight") ? Pooling.MEAN : Pooling.CLASS_TOKEN;
        ClassifierHead head =
                new ClassifierHead(reference.context(), pooling, config.block().width(), classes);
        return new VitClassifier(new VisionTransformer(reference.context(), config), head);
    }

    /**
     * Features and logits with gradients, and the tokens after each block under the given name and its index from 0.
     *
     * @param live tensors by the reference's names
     */
    static void check(
            ParityCase reference, VitClassifier model, Map<String, NDArray> live, NDArray image, String block) {
        List<Integer> layers =
                IntStream.rangeClosed(1, model.encoder().depth()).boxed().toList();
        List<NDArray> blocks = model.encoder().features(image, layers, Masking.none(), false);
        for (int i = 0; i < blocks.size(); i++) {
            if (reference.has("out." + block + i)) {
                reference.check("out." + block + i, blocks.get(i));
            }
        }
        Supplier<Map<String, NDArray>> forward = () -> {
            Map<String, NDArray> results = new LinkedHashMap<>();
            NDArray features = model.features(image, reference.training());
            results.put("features", features);
            results.put("logits", model.logitsOf(features, reference.training()));
            return results;
        };
        reference.differentiate(live, forward);
    }
}
