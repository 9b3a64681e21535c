package io.peco4j.nn.weights;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of torchvision's vision transformer, beside those of timm and this library. The tensors are the same: queries,
 * keys and values lie in one matrix in the same order.
 */
public final class TorchvisionVit {
    private static final Pattern BLOCK = Pattern.compile("encoder\\.layers\\.encoder_layer_(\\d+)\\.(.+)");

    /** Beginnings of names within a block, torchvision's first; the older releases number the layers of the MLP. */
    private static final Map<String, String> PARTS = parts();

    private static final Map<String, String> WHOLE = Map.ofEntries(
            Map.entry("class_token", "cls_token"),
            Map.entry("encoder.pos_embedding", "pos_embed"),
            Map.entry("conv_proj.weight", "patch_embed.proj.weight"),
            Map.entry("conv_proj.bias", "patch_embed.proj.bias"),
            Map.entry("encoder.ln.weight", "norm.weight"),
            Map.entry("encoder.ln.bias", "norm.bias"),
            Map.entry("heads.head.weight", "head.weight"),
            Map.entry("heads.head.bias", "head.bias"));

    private TorchvisionVit() {}

    private static Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("ln_1.", "norm1.");
        parts.put("ln_2.", "norm2.");
        parts.put("self_attention.in_proj_", "attn.qkv.");
        parts.put("self_attention.out_proj.", "attn.proj.");
        parts.put("mlp.0.", "mlp.fc1.");
        parts.put("mlp.3.", "mlp.fc2.");
        parts.put("mlp.linear_1.", "mlp.fc1.");
        parts.put("mlp.linear_2.", "mlp.fc2.");
        return parts;
    }

    /** This library's name for one of torchvision's; empty if torchvision's network has no such tensor. */
    public static Optional<String> own(String torchvision) {
        String whole = WHOLE.get(torchvision);
        if (whole != null) {
            return Optional.of(whole);
        }
        Matcher block = BLOCK.matcher(torchvision);
        if (!block.matches()) {
            return Optional.empty();
        }
        String rest = block.group(2);
        return PARTS.entrySet().stream()
                .filter(part -> rest.startsWith(part.getKey()))
                .findFirst()
                .map(part -> "blocks." + block.group(1) + "." + part.getValue()
                        + rest.substring(part.getKey().length()));
    }

    /** Torchvision's name by this library's, for those of a file that torchvision's network has; see {@link WeightView}. */
    public static Map<String, String> origins(Collection<String> names) {
        Map<String, String> origins = new LinkedHashMap<>();
        names.forEach(name -> own(name).ifPresent(own -> origins.put(own, name)));
        return origins;
    }
}
